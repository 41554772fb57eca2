// What is painted under and over the boxes: columns, bands, their headings, and the signs of gaps.
import { SIZE, signOf } from "./map_look.js";

export const createPainter = (face, kinds) => {
  let colours = null;
  const text = (context, lines, x, y, { align = "left", size = SIZE, bold = false, colour = "ink" } = {}) => {
    context.font = `${bold ? "bold " : ""}${size}px ${face}`;
    context.fillStyle = colours.get(colour);
    context.textAlign = align;
    context.textBaseline = "middle";
    lines.forEach((line, number) => context.fillText(line, x, y + (number - (lines.length - 1) / 2) * 14));
  };
  const fillBox = (context, colour, x, y, width, height) => {
    context.fillStyle = colours.get(colour);
    context.fillRect(x, y, width, height);
  };
  const ground = (context, scene, words) => {
    const { size, lanes, bands } = scene;
    fillBox(context, "back", 0, 0, size.width, size.height);
    lanes.forEach((lane, number) => {
      if (number % 2 === 0) fillBox(context, "m-lane", lane.from, size.header, lane.to - lane.from, size.height - size.header);
    });
    for (const band of bands) {
      if (band.level) fillBox(context, "m-level", 0, band.from, size.width, band.to - band.from);
      fillBox(context, "line", 0, band.to - 0.5, size.width, 1);
      if (band.empty) text(context, [words.t("none_documented")], size.gutter + 14, (band.from + band.to) / 2, { colour: "muted" });
    }
  };
  const headings = (context, scene, corner, words) => {
    const { size, lanes, bands } = scene, at = words.language() === "en" ? 1 : 0;
    const left = Math.max(0, corner.x), top = Math.max(0, corner.y);
    fillBox(context, "m-gutter", left, top, size.gutter - 4, size.height - top);
    for (const band of bands) {
      if (band.level) fillBox(context, "m-level", left, band.from, size.gutter - 4, band.to - band.from);
      text(context, band.lines[at], left + 8, (band.from + band.to) / 2, { bold: true });
      fillBox(context, "line", left, band.to - 0.5, size.gutter - 4, 1);
    }
    fillBox(context, "m-gutter", left, top, size.width, size.header);
    fillBox(context, "strong-line", left, top + size.header - 1.5, size.width, 1.5);
    context.save();
    context.beginPath();
    context.rect(left + size.gutter - 4, top, size.width, size.header);
    context.clip();
    for (const lane of lanes) text(context, lane.lines[at], (lane.from + lane.to) / 2, top + size.header / 2, { align: "center", bold: true });
    context.restore();
  };
  // A mark: a filled square, a diamond, a framed square or a dashed pill, each with its sign.
  const label = (kind, count) => signOf(kind, count, colours);
  const widths = new Map(); // measuring takes longer than drawing
  const half = (context, kind, count) => {
    const told = label(kind, count);
    if (!widths.has(told)) {
      context.font = `bold ${SIZE}px ${face}`;
      widths.set(told, Math.max(9, context.measureText(told).width / 2 + 5));
    }
    return widths.get(told) + (colours.outline(kind) === "double" ? 4 : 0);
  };
  const mark = (context, kind, count, x, y) => {
    const wide = half(context, kind, count), outline = colours.outline(kind), filled = outline === "filled";
    context.beginPath();
    if (outline === "double") {
      for (const [dx, dy] of [[-wide, 0], [0, -11], [wide, 0], [0, 11]]) context.lineTo(x + dx, y + dy);
      context.closePath();
    } else if (outline === "dashed") context.roundRect(x - wide, y - 9, 2 * wide, 18, 9);
    else context.rect(x - wide, y - 9, 2 * wide, 18);
    context.fillStyle = colours.get(filled ? kind : "back");
    context.strokeStyle = colours.get(kind);
    context.lineWidth = outline === "heavy" ? 3 : 2;
    context.setLineDash(outline === "dashed" ? [3, 2] : []);
    context.fill();
    context.stroke();
    context.setLineDash([]);
    text(context, [label(kind, count)], x, y + 1, { align: "center", bold: true, colour: filled ? "on-mark" : kind });
  };
  const boxMarks = (context, box) => {
    let right = box.x + box.box[0] / 2 + 3;
    for (const kind of kinds) {
      const count = box.marks[kind];
      if (!count) continue;
      const wide = half(context, kind, count);
      mark(context, kind, count, right - wide, box.y - box.box[1] / 2 - 6);
      right -= 2 * wide + 3;
    }
  };
  const marks = (context, scene) => {
    for (const box of scene.boxes) {
      context.globalAlpha = box.lit ? 1 : 0.3;
      if (box.marks) boxMarks(context, box);
    }
    for (const line of scene.lines) {
      context.globalAlpha = line.lit ? 1 : 0.3;
      if (line.kind === "gap") mark(context, line.of, 1, ...line.mark);
    }
    context.globalAlpha = 1;
  };
  const cursor = (context, box) => {
    context.strokeStyle = colours.get("accent");
    context.lineWidth = 3;
    context.strokeRect(box.x - box.box[0] / 2 - 5, box.y - box.box[1] / 2 - 5, box.box[0] + 10, box.box[1] + 10);
  };
  return { ground, headings, marks, cursor, use: (found) => { colours = found; } };
};
