// One municipality: its things, ties and gaps by name, and what follows from them.
import { gather } from "./text.js";

const union = (lists) => [...new Set(lists.flat())];

// A body has the levels and target groups of what it takes part in; a structure, the sectors of
// those who take part. So a filter shows both ends of what it is about.
const inherit = (place) => {
  for (const thing of place.things.values()) {
    const ties = (place.tiesOf.get(thing.id) || []).filter((tie) => !tie.rel);
    const others = ties.map((tie) => place.things.get(tie.a === thing.id ? tie.b : tie.a));
    const all = (key) => union([thing[key] || [], ...others.map((other) => other[key] || [])]);
    thing.facets = {
      kind: [thing.kind],
      sector: thing.kind === "structure" ? all("sectors") : thing.sectors || [],
      level: thing.kind === "structure" ? thing.levels || [] : all("levels"),
      group: all("groups"),
      prevention: all("prevention"),
    };
  }
};

// Two claims that speak against each other know of one another.
const oppose = (claims) => {
  claims.forEach((claim, number) => { claim.number = number; claim.opposed = new Set(claim.against); });
  for (const claim of claims) for (const other of claim.against || []) claims[other].opposed.add(claim.number);
};

export const createPlace = (record) => {
  const place = {
    ...record,
    things: new Map(record.things.map((thing) => [thing.id, thing])),
    gaps: new Map(record.gaps.map(({ known, ...gap }) => [gap.id, { ...gap, known: known.map((version) => ({ ...gap, ...version })) }])),
    ties: record.ties.map((tie, number) => ({ ...tie, id: `tie-${number}`, number })),
    tiesOf: new Map(), gapsOf: new Map(), byRow: new Map(),
    replaced: new Map(record.gaps.flatMap((gap) => (gap.replaces || []).map((id) => [id, gap.id]))),
  };
  for (const tie of place.ties) {
    for (const end of new Set([tie.a, tie.b])) gather(place.tiesOf, end, tie);
    if (tie.row && !place.byRow.has(tie.row)) place.byRow.set(tie.row, tie);
  }
  for (const gap of place.gaps.values()) {
    gap.places = gap.between || gap.at || [];
    for (const id of new Set(gap.places)) gather(place.gapsOf, id, gap);
  }
  oppose(record.claims);
  inherit(place);
  return place;
};

// A cell of the anatomy is named by its row and its element, the head of a column by its table.
const findCell = ({ anatomy }, id) => {
  const [row, part] = id.split("~");
  const has = (table) => table.elements.includes(part) && (table.key === row || table.rows.some((number) => anatomy.rows[number].ref === row));
  return part && anatomy.at.flat().some(has) ? { type: "cell", row, part } : null;
};

// What a name of the address stands for here: a thing, a gap, a participation, or a cell.
export const find = (place, id) => {
  if (place.things.has(id)) return { type: "thing", thing: place.things.get(id) };
  if (place.gaps.has(id)) return { type: "gap", gap: place.gaps.get(id) };
  if (place.byRow.has(id)) return { type: "tie", tie: place.byRow.get(id) };
  if (place.replaced.has(id)) return { type: "gap", gap: place.gaps.get(place.replaced.get(id)) };
  return findCell(place, id);
};

export const isOver = (entry, day) => Boolean(entry.until && entry.until < day.slice(0, entry.until.length));
export const bitOf = (place, date) => (place.dates.find((one) => one.key === date) || place.dates.at(-1)).bit;
export const dayAt = (place, bit) => place.dates.find((one) => one.bit === bit)?.day || "";

// The keys of the rows that an item rests on.
export const rowsOf = ({ stated = {}, required_by = [], support = [] }) => {
  const { contested = [], ...rows } = stated;
  const own = Object.entries(rows).filter(([key, list]) => Array.isArray(list) && key !== "voices").flatMap(([, list]) => list);
  return [...new Set([...own, ...[...contested, ...required_by].map((one) => one.row).filter(Boolean), ...support])];
};

export const versionAt = (gap, bit) => gap.known.find((version) => version.on & bit);

// Whether a thing or tie stands at a date, is shown as a ghost, or is not there yet.
export const stateAt = (entry, bit) => (entry.on & bit ? "on" : entry.known & bit ? "ghost" : "");
