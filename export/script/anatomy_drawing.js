// The anatomy as a drawing, for pictures: the same rows and signs as the table that is shown.
import { shape } from "./text.js";
import { wrapped } from "./picture.js";

const NAME = 300, COLUMN = 36, HEAD = 112, SIZE = 11, MOST = 15;

// What the shapes of the signs are, about 0, 0.
const SHAPES = {
  contested: () => [shape("path", { d: "M-7-3H6M2-6L7-3M7 3H-6M-2 6L-7 3", className: "a-contested" })],
  "stated-lacking": () => [shape("path", { d: "M-5-5L5 5M5-5L-5 5", className: "a-lacking" })],
  documented: () => [shape("circle", { r: 5, className: "a-there" })],
  planned: () => [shape("circle", { r: 5, className: "a-ring" }), shape("path", { d: "M0 0V-5A5 5 0 0 1 5 0Z", className: "a-there" })],
  "does-not-apply": () => [],
  "not-filled-in": () => [shape("path", { d: "M-4 0H4", className: "a-quiet" })],
  silent: () => [shape("circle", { r: 1, className: "a-dot" })],
};

export const signKeys = (anatomy, words) => anatomy.signs.map((sign) => ({
  mark: sign.key === "does-not-apply" ? [shape("rect", { x: -6, y: -6, width: 12, height: 12, className: "a-frame" })] : SHAPES[sign.key](),
  name: anatomy.told(sign) + (sign.key === "does-not-apply" ? ` (${words.t("blank")})` : ""),
}));

const cut = (text, lines) => {
  const found = wrapped(text, NAME - 10, SIZE);
  return found.length > lines ? [...found.slice(0, lines - 1), `${found[lines - 1]} …`] : found;
};

// Rows beyond what a slide holds are left out, and `left` tells how many.
export const drawAnatomy = ({ place, table, rows, anatomy }, wide) => {
  const shown = wide ? rows.slice(0, MOST) : rows, height = wide && shown.length > 12 ? 20 : 28;
  const width = NAME + table.elements.length * COLUMN + 70, bottom = HEAD + shown.length * height;
  const head = (key, number) => shape("g", { transform: `translate(${NAME + number * COLUMN + 20} ${HEAD - 6}) rotate(-60)` },
    shape("text", { "font-size": SIZE, className: table.general[key] ? "p-text a-general" : "p-text", text: `${anatomy.part(key)}${table.general[key] ? " ✕" : ""}` }));
  const line = (row, number) => {
    const names = cut(anatomy.nameOf(place, row), height > 24 ? 2 : 1), middle = HEAD + (number + 0.5) * height;
    return [
      shape("path", { d: `M0 ${HEAD + (number + 1) * height}H${NAME + table.elements.length * COLUMN}`, className: "a-rule" }),
      names.map((name, at) => shape("text", { x: 0, y: middle + 4 + (at - (names.length - 1) / 2) * 12, "font-size": SIZE, className: "p-text", text: name })),
      table.elements.map((key, at) => shape("g", { transform: `translate(${NAME + (at + 0.5) * COLUMN} ${middle})` }, SHAPES[anatomy.signOf(table, row, key).key]())),
    ];
  };
  const svg = shape("svg", { viewBox: `0 0 ${width} ${bottom + 4}` }, table.elements.map(head), shown.map(line));
  return { svg, left: rows.length - shown.length };
};
