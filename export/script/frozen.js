// What stays in sight while the forum bars are scrolled: the names of the rows, and the headings of
// the columns. These are copies for the eye; the drawing itself has all names, for everyone else.
import { element } from "./text.js";

const number = (part, name) => Number(part.getAttribute(name));
const placeOf = (part) => Number(/translate\(\S+ (-?[\d.]+)\)/.exec(part.getAttribute("transform"))[1]);

const nameOf = (row, scale) => {
  const head = row.querySelector(".d-row-head"), height = number(row, "data-height") * scale;
  const [name, note] = [...head.querySelectorAll(":scope > text")];
  const copy = element("div", { className: "stay-row", "data-for": row.getAttribute("data-id") },
    element("span", { text: row.getAttribute("data-name"), lang: name.getAttribute("lang") || undefined, className: name.classList.contains("d-muted") ? "muted" : "" },
      note ? element("small", { text: ` (${note.textContent})` }) : null));
  copy.style.top = `${placeOf(row) * scale - height / 2}px`;
  copy.style.height = `${height}px`;
  copy.style.setProperty("--lines", String(Math.max(1, Math.floor(height / 14))));
  copy.dataset.open = head.dataset.open || "";
  return copy;
};

// A name that has no room ends in an ellipsis: first goes the note, then word after word.
const shorten = (span) => {
  const isCut = () => span.scrollHeight > span.clientHeight + 1;
  if (isCut()) span.querySelector("small")?.remove();
  while (isCut() && /\s/.test(span.textContent)) span.textContent = span.textContent.replace(/\s+\S+$/, "…");
};

const bandOf = (band, scale) => {
  const copy = element("div", { className: "stay-band", text: band.querySelector("text").textContent });
  copy.style.top = `${placeOf(band) * scale}px`;
  return copy;
};

// The headings are slanted, so that they are drawn and not written.
const headings = (svg, measures, scale) => {
  const copy = svg.cloneNode(false), [, , width] = svg.getAttribute("viewBox").split(" ").map(Number);
  copy.append(...[...svg.querySelectorAll(":scope > .d-lane, :scope > .d-group, :scope > .d-col:not([visibility='hidden'])")].map((part) => part.cloneNode(true)));
  for (const part of copy.querySelectorAll("g")) {
    const column = part.classList.contains("d-col") ? part.getAttribute("data-col") : "";
    part.classList.remove("d-col", "d-group");
    for (const name of part.getAttributeNames()) if (/^(data-|role|aria-|tabindex|visibility)/.test(name)) part.removeAttribute(name);
    if (column) part.dataset.open = column;
  }
  for (const name of ["role", "aria-label", "aria-labelledby", "aria-describedby"]) copy.removeAttribute(name);
  copy.classList.add("stay-head");
  copy.setAttribute("viewBox", `0 0 ${width} ${measures.header}`);
  copy.setAttribute("height", String(measures.header * scale));
  return copy;
};

export const createFrozen = (measures, choose) => {
  let frame = null;
  const told = () => {
    frame.classList.toggle("aside", frame.scrollLeft > 1);
    frame.classList.toggle("below", frame.scrollTop > 1);
  };
  const open = (event) => {
    const part = event.target.closest("[data-open]");
    if (part?.dataset.open) choose(part.dataset.open);
  };
  // Which row is chosen may change while the drawing stays as it is.
  const mark = () => {
    const chosen = frame.querySelector(".d-row-head.chosen")?.parentElement.getAttribute("data-id");
    for (const copy of frame.querySelectorAll(".stay-row")) copy.classList.toggle("chosen", copy.dataset.for === chosen);
  };
  const freeze = (into, svg, rows) => {
    frame = into;
    const scale = Number(svg.getAttribute("width")) / Number(svg.getAttribute("viewBox").split(" ")[2]);
    const names = element("div", { className: "stay-names" });
    names.append(...rows.filter((row) => row.dataset.there).map((row) => nameOf(row, scale)),
      ...[...svg.querySelectorAll(".d-band")].map((band) => bandOf(band, scale)));
    names.style.height = `${svg.getAttribute("height")}px`;
    const stay = element("div", { className: "stay", "aria-hidden": "true", on: { click: open } },
      element("div", { className: "stay-top" }, headings(svg, measures, scale)),
      element("div", { className: "stay-left" }, names), element("div", { className: "stay-corner" }));
    frame.style.setProperty("--gutter", `${Math.round(measures.gutter * scale)}px`);
    frame.style.setProperty("--header", `${Math.round(measures.header * scale)}px`);
    svg.before(stay);
    frame.addEventListener("scroll", told, { passive: true });
    names.querySelectorAll(".stay-row > span").forEach(shorten);
    told();
    mark();
  };
  return Object.assign(freeze, { mark });
};
