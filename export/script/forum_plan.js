// Where the rows and columns of the forum bars go: what is filtered out leaves no empty place.
import { gather, shape } from "./text.js";

// What stands goes before what is not (yet) established, and that before what has ended.
export const BEST = ["standing", "planned", "ended"];
const number = (part, name) => Number(part.getAttribute(name));
const move = (part, x, y) => part.setAttribute("transform", `translate(${x} ${y})`);

const placeColumns = (svg, measures, kept) => {
  const columns = [...svg.querySelectorAll(".d-col")], groups = [...svg.querySelectorAll(".d-group")];
  const wanted = columns.filter((column) => kept.has(column.getAttribute("data-col")));
  const step = wanted.length <= measures.few ? measures.ample : measures.narrow, places = new Map(), lanes = new Map();
  let x = measures.gutter;
  for (const group of groups) {
    const own = wanted.filter((column) => column.getAttribute("data-group") === group.getAttribute("data-group"));
    if (own.length) lanes.set(group.getAttribute("data-group"), { start: x, end: x + measures.sector + own.length * step });
    if (own.length) move(group, x, 0);
    else group.remove();
    x += own.length ? measures.sector : 0;
    for (const column of own) {
      places.set(column.getAttribute("data-col"), x + Math.floor(step / 2));
      x += step;
    }
  }
  for (const column of columns) {
    const place = places.get(column.getAttribute("data-col"));
    if (place === undefined) column.remove();
    else {
      move(column, place, 0);
      column.dataset.x = place;
    }
  }
  return { places, lanes, right: Math.max(x, measures.gutter + 420) };
};

// The lines of a row span the parties that are there: those who take part still, those who did, and
// those who are missing.
const stretch = (row, places) => {
  const there = [...row.querySelectorAll(".d-cell")].filter((cell) => cell.dataset.there);
  const at = (cell) => places.get(cell.getAttribute("data-col"));
  const known = there.filter((cell) => cell.getAttribute("data-kind") !== "missing");
  const best = BEST.find((state) => known.some((cell) => cell.getAttribute("data-state") === state));
  const spans = {
    ".d-once": known, ".d-bar": known.filter((cell) => cell.getAttribute("data-state") === best),
    ".d-reach": there.some((cell) => cell.getAttribute("data-kind") === "missing") ? there : [],
  };
  for (const [kind, cells] of Object.entries(spans)) {
    const line = row.querySelector(kind);
    if (!line) continue;
    line.setAttribute("visibility", cells.length ? "inherit" : "hidden");
    if (!cells.length) continue;
    line.setAttribute("x1", Math.min(...cells.map(at)));
    line.setAttribute("x2", Math.max(...cells.map(at)));
  }
};

const sortRows = (rows, order, selection, words) => {
  const name = (row) => row.getAttribute("data-name") || "";
  const members = (row) => [...row.querySelectorAll(".d-cell")].filter((cell) => cell.dataset.there && cell.getAttribute("data-kind") !== "missing").length;
  const gaps = (row) => selection.gaps.filter(({ gap }) => gap.places.includes(row.getAttribute("data-id"))).length;
  const by = {
    name: (one, other) => name(one).localeCompare(name(other), words.language()),
    members: (one, other) => members(other) - members(one),
    gaps: (one, other) => gaps(other) - gaps(one),
  }[order];
  return by ? [...rows].sort(by) : rows;
};

const bandOf = (text, right, words) => shape("g", { className: "d-band", role: "img", "aria-label": text },
  shape("path", { d: `M0 0H${right}`, className: "d-rule" }), shape("text", { x: 12, y: 20, "font-size": 13, "font-weight": "bold", className: "d-band-name", text }));

// Rows by target group: one that serves several stands in each.
const byGroup = (svg, rows, right, { selection, words }) => {
  const { groups, things } = selection.place, found = new Map();
  for (const row of rows) {
    const own = things.get(row.getAttribute("data-id"))?.groups || [""];
    own.forEach((key, place) => gather(found, key, place ? row.cloneNode(true) : row));
  }
  svg.querySelectorAll(".d-band").forEach((band) => band.remove());
  const label = (key) => (key ? words.say(groups[key]) : words.t("no_group"));
  return [...found].sort(([one], [other]) => Number(!one) - Number(!other) || label(one).localeCompare(label(other), "sv"))
    .map(([key, members]) => {
      const band = bandOf(label(key), right, words);
      svg.append(band, ...members);
      return { band, members, empty: false };
    });
};

const byLevel = (svg, rows) => [...svg.querySelectorAll(".d-band")].map((band) => {
  const level = band.getAttribute("data-level");
  return { band, members: rows.filter((row) => row.getAttribute("data-level") === level), empty: Boolean(band.querySelector(".d-nothing-text")) };
});

const placeRows = (bands, measures) => {
  const ordered = [];
  let y = measures.header + 6;
  for (const { band, members, empty } of bands) {
    if (!members.length && !empty) {
      band.remove();
      continue;
    }
    move(band, 0, y);
    band.querySelector(".d-rule")?.setAttribute("d", `M0 0H${measures.right}`);
    y += measures.band + (empty ? 24 : 0);
    for (const row of members) {
      const height = number(row, "data-height");
      move(row, 0, y + Math.floor(height / 2));
      y += height;
      ordered.push(row);
    }
    y += 6;
  }
  return { ordered, height: y + 4 };
};

const shade = (svg, lanes, measures, height) => {
  const lean = measures.overhang - 20;
  let place = 0;
  for (const lane of svg.querySelectorAll(".d-lane")) {
    const strip = lanes.get(lane.getAttribute("data-group"));
    if (!strip) {
      lane.remove();
      continue;
    }
    const wide = strip.end - strip.start;
    move(lane, strip.start, 0);
    lane.classList.toggle("d-plain", place % 2 === 1);
    lane.querySelector("path").setAttribute("d", `M0 ${measures.header}L${lean} 0H${lean + wide}L${wide} ${measures.header}V${height}H0Z`);
    place += 1;
  }
  for (const guide of svg.querySelectorAll(".d-col > .d-guide")) guide.setAttribute("d", `M0 ${measures.header}V${height}`);
};

export const plan = ({ svg, page, words, state, selection, columns }) => {
  const rows = [...svg.querySelectorAll(".d-row")];
  const { places, lanes, right } = placeColumns(svg, page.forum, columns);
  for (const row of rows) {
    for (const cell of row.querySelectorAll(".d-cell")) {
      move(cell, places.get(cell.getAttribute("data-col")), 0);
      cell.dataset.x = places.get(cell.getAttribute("data-col"));
    }
    stretch(row, places);
  }
  for (const column of svg.querySelectorAll(".d-col")) {
    column.dataset.there = selection.things.has(column.getAttribute("data-col")) || column.getAttribute("data-kind") === "sector" ? "yes" : "";
    column.setAttribute("visibility", column.dataset.there ? "visible" : "hidden");
  }
  const sorted = sortRows(rows, state.order, selection, words);
  const bands = state.gather === "group" ? byGroup(svg, sorted, right, { selection, words }) : byLevel(svg, sorted);
  const measures = { ...page.forum, right };
  const { ordered, height } = placeRows(bands, measures);
  shade(svg, lanes, measures, height);
  const legend = svg.querySelector(".d-legend"), width = right + page.forum.overhang;
  const before = legend ? Number(svg.getAttribute("viewBox").split(" ")[3]) - Number(/translate\(\S+ ([\d.]+)\)/.exec(legend.getAttribute("transform"))[1]) : 0;
  if (legend) move(legend, 12, height + 6);
  const wide = Math.max(width, legend ? 760 : 0);
  svg.setAttribute("viewBox", `0 0 ${wide} ${height + 6 + before}`);
  svg.setAttribute("width", wide);
  svg.setAttribute("height", height + 6 + before);
  return ordered;
};
