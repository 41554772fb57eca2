// The grid of sectors and levels: what there is, what is missing, and where nothing is required.
import { createBuilder, listed, walk } from "./figure.js";

export const createGrid = ({ words, store }) => {
  const build = createBuilder(words);

  // What the filters leave out is not counted.
  const narrow = (cell, selection, gaps) => {
    const there = listed(cell, "data-id").filter((id) => selection.things.has(id)).length;
    const number = cell.querySelector(".d-number");
    if (number) {
      number.querySelector("tspan").textContent = String(there);
      for (const part of [number, cell.querySelector(".d-count")]) part.setAttribute("visibility", there ? "visible" : "hidden");
    }
    const kinds = new Map();
    for (const id of listed(cell, "data-gap")) if (gaps.has(id)) kinds.set(gaps.get(id), (kinds.get(gaps.get(id)) || 0) + 1);
    for (const mark of cell.querySelectorAll(".d-missing")) {
      const count = kinds.get(mark.getAttribute("data-mark")) || 0, told = mark.nextElementSibling;
      mark.setAttribute("visibility", count ? "visible" : "hidden");
      if (told?.tagName === "text") told.querySelector("tspan").textContent = count > 1 ? `×${count}` : "";
    }
  };
  const open = (cell) => {
    const level = cell.getAttribute("data-level"), sector = cell.getAttribute("data-row");
    const filters = { ...store.get().filters, ...(sector ? { sector: [sector] } : {}), level: level === "none" ? [] : [level] };
    store.set({ view: "forum", filters });
  };
  return (selection) => {
    const { grids, parts } = selection.place.figures, at = Math.log2(selection.bit);
    const svg = build(grids[at], parts);
    const gaps = new Map(selection.gaps.map(({ gap, version }) => [gap.id, version.mark]));
    const cells = [...svg.querySelectorAll(".d-cell")];
    for (const cell of cells) narrow(cell, selection, gaps);
    const rows = [...svg.querySelectorAll(".d-row")].map((row) =>
      [...row.querySelectorAll(".d-cell")].filter((cell) => listed(cell, "data-id").length || listed(cell, "data-gap").length));
    walk(svg, rows.filter((row) => row.length), open);
    return svg;
  };
};
