// A smaller drawing of some of the boxes: the same columns and bands, with room for these only.
import { gather } from "./text.js";

const WIDE = 132, HIGH = 58, STACK = 6, PAD = 12;

const byCell = (boxes) => {
  const cells = new Map();
  for (const box of boxes) gather(cells, box.cell, box);
  return cells;
};

const columnsOf = (place, cells) => {
  let at = place.size.gutter;
  return place.lanes.map((lane) => {
    const most = Math.max(1, ...place.bands.map((band) => cells.get(`${lane.key}|${band.key}`)?.length || 0));
    const slots = Math.ceil(most / STACK), from = at;
    at += slots * WIDE;
    return { ...lane, from, to: at, slots };
  });
};

export const compact = (place, boxes) => {
  const cells = byCell(boxes), lanes = columnsOf(place, cells), placed = [], bands = [];
  let top = place.size.header;
  for (const band of place.bands) {
    let rows = 0;
    for (const lane of lanes) {
      const members = cells.get(`${lane.key}|${band.key}`) || [];
      rows = Math.max(rows, Math.ceil(members.length / lane.slots));
      members.forEach((box, number) => placed.push({
        ...box,
        x: lane.from + (number % lane.slots) * WIDE + WIDE / 2,
        y: top + PAD + Math.floor(number / lane.slots) * HIGH + HIGH / 2,
        box: [Math.min(box.box[0], WIDE - 8), Math.min(box.box[1], HIGH - 6)],
      }));
    }
    const to = top + Math.max(44, rows * HIGH + 2 * PAD);
    bands.push({ ...band, from: top, to, empty: rows === 0 });
    top = to;
  }
  const width = Math.max(lanes.at(-1)?.to || 0, 600);
  return { boxes: placed, ground: { lanes, bands, size: { ...place.size, width, height: top } } };
};
