// Copying and saving: text to the clipboard, tables as CSV, drawings as SVG and PNG.
import { SVG, element, shape } from "./text.js";

const legacyCopy = (text) => {
  const area = element("textarea", { text, readonly: true, className: "unseen" });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done ? Promise.resolve() : Promise.reject(new Error("copy"));
};

// The clipboard of the browser, or the old way where a page from disk may not use it.
export const copyText = (text) => {
  if (!navigator.clipboard || !isSecureContext) return legacyCopy(text);
  return navigator.clipboard.writeText(text).catch(() => legacyCopy(text));
};

// A cell that a spreadsheet would take for a formula is made text; as in the tables of the program.
const neutral = (value) => (/^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value);
const cell = (value) => {
  const text = neutral(String(value ?? ""));
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};
export const csv = (rows) => `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
export const tsv = (rows) =>
  rows.map((row) => row.map((value) => neutral(String(value ?? "")).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");

export const download = (name, content, type) => {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};

const LOOK = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity",
  "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "display", "visibility", "paint-order", "transform"];

const dress = (from, to) => {
  const style = getComputedStyle(from);
  for (const name of LOOK) {
    const value = style.getPropertyValue(name);
    if (value && !(name === "transform" && value === "none")) to.setAttribute(name, name === "transform" ? value.replace(/px/g, "") : value);
  }
  for (const name of ["class", "style", "tabindex", "role"]) to.removeAttribute(name);
  [...from.children].forEach((child, number) => dress(child, to.children[number]));
};

// A drawing on its own: what the style sheet gives it becomes part of it.
export const standalone = (svg, { title, back }) => {
  const copy = svg.cloneNode(true);
  dress(svg, copy);
  const [, , width, height] = (svg.getAttribute("viewBox") || `0 0 ${svg.clientWidth} ${svg.clientHeight}`).split(/[\s,]+/);
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.removeAttribute("transform");
  copy.prepend(shape("title", { text: title }), shape("rect", { width: "100%", height: "100%", fill: back }));
  copy.setAttribute("display", "inline");
  copy.setAttribute("visibility", "visible");
  return { text: new XMLSerializer().serializeToString(copy), width: Number(width), height: Number(height) };
};

const LARGEST = 8000;

export const toPng = ({ text, width, height }) => new Promise((resolve, reject) => {
  const picture = new Image();
  picture.onload = () => {
    const scale = Math.min(2, LARGEST / Math.max(width, height)), canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png");
  };
  picture.onerror = () => reject(new Error("svg"));
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
});
