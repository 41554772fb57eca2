// A picture to take along: a drawing with its title, place, date, legend and reference around it.
import { shape } from "./text.js";

// A slide of 16:9 is 960 points wide: a size of 10 here is 10 points there.
const SLIDE = { width: 960, height: 540 };
const EDGE = 16, TITLE = 18, SMALL = 11, ROW = 17, KEY = 22, WIDTH_OF = 0.56;

const write = (text, x, y, size, given = {}) => shape("text", { x, y, "font-size": size, className: "p-text", ...given, text });

// Breaks a text into lines of a width, by the mean width of a letter.
export const wrapped = (text, width, size) => {
  const most = Math.max(8, Math.floor(width / (size * WIDTH_OF))), lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line && line.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
};

// Keys side by side, in as many rows as they need: what each looks like, and its name.
const legendRows = (keys, width) => {
  let x = 0, y = 0;
  const parts = keys.map(({ mark, name }) => {
    const room = 34 + name.length * SMALL * WIDTH_OF + 14;
    if (x && x + room > width) { x = 0; y += KEY; }
    const part = shape("g", { transform: `translate(${x} ${y})` }, shape("g", { transform: "translate(12 -4)" }, mark), write(name, 28, 0, SMALL));
    x += room;
    return part;
  });
  return { parts, height: keys.length ? y + KEY : 0 };
};

export const framed = (drawing, { title, about, keys, reference, wide }) => {
  const [, , width, height] = drawing.getAttribute("viewBox").split(/[\s,]+/).map(Number);
  const outer = wide ? SLIDE.width : Math.max(width + 2 * EDGE, 640), room = outer - 2 * EDGE;
  const foot = wrapped(reference, room, SMALL), told = wrapped(about, room, SMALL + 1), legend = legendRows(keys, room);
  const top = EDGE + TITLE + told.length * ROW + 6, below = legend.height + foot.length * (SMALL + 3) + EDGE;
  const free = wide ? SLIDE.height - top - below - 8 : height, scale = wide ? Math.min(room / width, free / height, 1.6) : 1;
  const whole = wide ? SLIDE.height : top + height + 14 + below;
  const inner = drawing.cloneNode(true);
  for (const [name, value] of Object.entries({ x: EDGE + (wide ? (room - width * scale) / 2 : 0), y: top, width: width * scale, height: height * scale })) inner.setAttribute(name, String(value));
  return shape("svg", { viewBox: `0 0 ${outer} ${Math.round(whole)}`, "font-family": 'Arial, "Liberation Sans", Helvetica, sans-serif' },
    write(title, EDGE, EDGE + TITLE - 4, TITLE, { "font-weight": "bold" }),
    told.map((line, number) => write(line, EDGE, EDGE + TITLE + 14 + number * ROW, SMALL + 1)),
    inner,
    shape("g", { transform: `translate(${EDGE} ${Math.round(whole - below + 8)})` }, legend.parts),
    foot.map((line, number) => write(line, EDGE, Math.round(whole - below + legend.height + SMALL + number * (SMALL + 3)), SMALL, { className: "p-text p-muted" })));
};
