// Drawings made in Python, as elements: names and attributes are data, text is text.
import { SVG } from "./text.js";

// Only what a drawing of ours is made of; anything else in the data is left out.
const TAGS = new Set(["svg", "g", "path", "rect", "circle", "line", "text", "tspan", "title"]);
const ATTRIBUTES = /^(class|d|x|y|x1|x2|y1|y2|r|rx|width|height|viewBox|transform|role|lang|aria-label|text-anchor|font-(size|weight|family)|data-[\w-]+)$/;

// The names that an attribute of a part lists.
export const listed = (part, name) => (part.getAttribute(name) || "").split(" ").filter(Boolean);

export const createBuilder = (words) => {
  const pick = (node) => (node && node.t ? node.t[words.language() === "en" ? 1 : 0] : node);
  const build = (given) => {
    const node = pick(given);
    if (typeof node === "string") return document.createTextNode(node);
    const [tag, attributes, ...children] = node;
    if (!TAGS.has(tag)) return document.createTextNode("");
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(pick(attributes))) {
      if (ATTRIBUTES.test(name)) made.setAttribute(name, pick(value));
    }
    made.append(...children.map((child) => build(child)));
    return made;
  };
  return build;
};

// One stop for the Tab key; the arrows go from part to part, row by row, and to what is nearest.
export const walk = (svg, rows, act) => {
  let at = null;
  const put = (part) => {
    if (at) at.setAttribute("tabindex", "-1");
    at = part;
    part.setAttribute("tabindex", "0");
  };
  for (const part of rows.flat()) {
    part.setAttribute("role", "button");
    part.setAttribute("tabindex", "-1");
  }
  const middle = (part) => {
    const { left, width } = part.getBoundingClientRect();
    return left + width / 2;
  };
  const nearest = (row, x) => row.reduce((best, part) => (Math.abs(middle(part) - x) < Math.abs(middle(best) - x) ? part : best));
  const next = (key) => {
    const row = rows.findIndex((parts) => parts.includes(at)), place = rows[row].indexOf(at);
    const moves = {
      ArrowRight: () => rows[row][place + 1], ArrowLeft: () => rows[row][place - 1],
      ArrowDown: () => rows[row + 1] && nearest(rows[row + 1], middle(at)), ArrowUp: () => rows[row - 1] && nearest(rows[row - 1], middle(at)),
      Home: () => rows[0][0], End: () => rows.at(-1)[0],
    };
    return moves[key]?.();
  };
  svg.addEventListener("focusin", (event) => {
    const part = event.target.closest('[role="button"]');
    if (part) put(part);
  });
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return act(at);
    }
    const part = next(event.key);
    if (!part) return undefined;
    event.preventDefault();
    put(part);
    part.focus();
    return part.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  svg.addEventListener("click", (event) => {
    const part = event.target.closest('[role="button"]');
    if (!part) return;
    put(part);
    part.focus({ preventScroll: true });
    act(part);
  });
  if (rows.flat().length) put(rows.flat()[0]);
};
