// The scene as SVG: for paper, and for files that other programs open.
import { shape } from "./text.js";
import { FADED, SIZE, cornerOf, dashesOf, isDashed, signOf, widthOf } from "./map_look.js";

const lines = (texts, x, y, given) => shape("text", { x, y, "dominant-baseline": "central", "font-size": SIZE, ...given },
  texts.map((line, number) => shape("tspan", { x, dy: number ? 14 : (-(texts.length - 1) / 2) * 14, text: line })));

// From the side of a box towards a point, so that no line ends beneath its box.
const onEdge = (box, other) => {
  const dx = other.x - box.x, dy = other.y - box.y;
  const share = Math.min(dx ? box.box[0] / 2 / Math.abs(dx) : Infinity, dy ? box.box[1] / 2 / Math.abs(dy) : Infinity, 1);
  return { x: Math.round(box.x + dx * share), y: Math.round(box.y + dy * share) };
};

// As vis-network bends a line of the type `curvedCCW`.
const arch = (from, to, bend) => {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const angle = Math.atan2(from.y - to.y, to.x - from.x) + (0.5 - 0.5 * bend) * Math.PI, reach = (0.5 + 0.5 * bend) * length;
  const via = [from.x + reach * Math.sin(angle), from.y + reach * Math.cos(angle)].map(Math.round);
  return `M${from.x} ${from.y}Q${via.join(" ")} ${to.x} ${to.y}`;
};

const upright = (from, to) => {
  const bend = 0.35 * Math.abs(to.y - from.y) * (to.y < from.y ? -1 : 1);
  return `M${from.x} ${from.y}C${from.x} ${Math.round(from.y + bend)} ${to.x} ${Math.round(to.y - bend)} ${to.x} ${to.y}`;
};

const drawLine = (scene, line, colours) => {
  const from = scene.byId.get(line.from), to = scene.byId.get(line.to);
  const d = line.kind === "gap" ? arch(from, to, line.bend) : upright(onEdge(from, to), onEdge(to, from));
  const dashes = line.kind === "gap" ? dashesOf(line.of, colours).join(" ") : line.kind === "lapsed" ? "2 4" : undefined;
  return shape("path", {
    d, className: `m-line ${line.kind === "gap" ? `of-${line.of}` : line.lit && scene.light ? "of-way" : `of-${line.kind}`}`,
    fill: "none", "stroke-width": widthOf(line), "stroke-dasharray": dashes, opacity: line.lit ? (line.faint ? 0.3 : 1) : FADED,
  });
};

const drawBox = (box, { centres, fitting }) => {
  const [width, height] = box.box, round = Math.min(cornerOf(box), height / 2);
  return shape("g", { opacity: box.lit ? 1 : 0.35 },
    shape("rect", {
      className: `m-box of-${box.group}${centres.has(box.id) ? " chosen" : ""}`, x: box.x - width / 2, y: box.y - height / 2, width, height, rx: round,
      "stroke-width": centres.has(box.id) ? 4 : 1.5, "stroke-dasharray": isDashed(box) ? "4 3" : undefined,
    }),
    lines(box.label.split("\n"), box.x, box.y, { className: `m-label of-${box.group}`, "text-anchor": "middle", "font-size": fitting(box) }));
};

const halfOf = (kind, count, colours) => Math.max(9, signOf(kind, count, colours).length * 4 + 5) + (colours.outline(kind) === "double" ? 4 : 0);

export const drawMark = (kind, count, x, y, colours) => {
  const label = signOf(kind, count, colours), half = halfOf(kind, count, colours), outline = colours.outline(kind);
  const frame = outline === "double"
    ? shape("path", { d: `M${x - half} ${y}L${x} ${y - 11}L${x + half} ${y}L${x} ${y + 11}Z`, className: `m-mark of-${kind}`, "stroke-width": 2 })
    : shape("rect", { x: x - half, y: y - 9, width: 2 * half, height: 18, rx: outline === "dashed" ? 9 : 0, className: `m-mark of-${kind}`,
      "stroke-width": outline === "heavy" ? 3 : 2, "stroke-dasharray": outline === "dashed" ? "3 2" : undefined });
  return shape("g", {}, frame, lines([label], x, y, { className: `m-sign of-${kind}`, "text-anchor": "middle", "font-weight": "bold" }));
};

const drawMarks = (scene, colours) => {
  const drawn = [];
  for (const box of scene.boxes) {
    let right = box.x + box.box[0] / 2 + 3;
    for (const [kind, count] of Object.entries(box.marks || {})) {
      const half = halfOf(kind, count, colours);
      drawn.push(shape("g", { opacity: box.lit ? 1 : 0.3 }, drawMark(kind, count, right - half, box.y - box.box[1] / 2 - 6, colours)));
      right -= 2 * half + 3;
    }
  }
  for (const line of scene.lines) {
    if (line.kind === "gap") drawn.push(shape("g", { opacity: line.lit ? 1 : 0.3 }, drawMark(line.of, 1, ...line.mark, colours)));
  }
  return drawn;
};

const drawGround = (scene, words) => {
  const { size, lanes, bands } = scene, at = words.language() === "en" ? 1 : 0;
  return [
    lanes.map((lane, number) => number % 2 === 0 && shape("rect", { className: "m-lane", x: lane.from, y: size.header, width: lane.to - lane.from, height: size.height - size.header })),
    bands.map((band) => [
      band.level && shape("rect", { className: "m-level", x: 0, y: band.from, width: size.width, height: band.to - band.from }),
      shape("path", { className: "m-rule", d: `M0 ${band.to}H${size.width}` }),
      lines(band.lines[at], 8, (band.from + band.to) / 2, { className: "m-head", "font-weight": "bold" }),
      band.empty && lines([words.t("none_documented")], size.gutter + 14, (band.from + band.to) / 2, { className: "m-none" }),
    ]),
    shape("path", { className: "m-rule strong", d: `M0 ${size.header}H${size.width}` }),
    lanes.map((lane) => lines(lane.lines[at], (lane.from + lane.to) / 2, size.header / 2, { className: "m-head", "text-anchor": "middle", "font-weight": "bold" })),
  ];
};

export const sceneSvg = (scene, { words, centres, fitting, colours, title }) =>
  shape("svg", { viewBox: `0 0 ${scene.size.width} ${scene.size.height}`, role: "img", "aria-label": title, className: "map-svg", "font-family": 'Arial, "Liberation Sans", Helvetica, sans-serif' },
    drawGround(scene, words),
    scene.lines.filter((line) => line.kind !== "gap").map((line) => drawLine(scene, line, colours)),
    scene.boxes.map((box) => drawBox(box, { centres, fitting })),
    scene.lines.filter((line) => line.kind === "gap").map((line) => drawLine(scene, line, colours)),
    drawMarks(scene, colours));
