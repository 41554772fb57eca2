// What the state lets through of a municipality: one answer, which every view shows.
import { FACETS } from "./state.js";
import { stateAt, versionAt } from "./place.js";

const OF_THINGS = FACETS.slice(0, 5), OF_GAPS = FACETS.slice(5);

const meets = (chosen, values) => !chosen?.length || values.some((value) => chosen.includes(value));
const thingMeets = (thing, filters, but) =>
  OF_THINGS.every((facet) => facet === but || meets(filters[facet], thing.facets[facet]));
const gapValues = ({ version }, facet) => (facet === "rule" ? [...new Set((version.lines || []).map((line) => line.rule))] : [version[facet]]);
const gapMeets = (entry, filters, but) =>
  OF_GAPS.every((facet) => facet === but || meets(filters[facet], gapValues(entry, facet)));

const gapsAt = (place, bit) =>
  [...place.gaps.values()]
    .map((gap) => ({ gap, version: versionAt(gap, bit) }))
    .filter((entry) => entry.version);

// A gap goes with the things where it shows; one that shows nowhere goes unless things are sought.
const isPlaced = (entry, shown, narrowed) =>
  (entry.gap.places.length ? entry.gap.places.some((id) => shown.has(id)) : !narrowed);

const narrows = (filters) => OF_THINGS.some((facet) => filters[facet]?.length);

export const select = (place, state, bit) => {
  const filters = state.filters;
  const all = gapsAt(place, bit);
  const named = new Set(all.flatMap((entry) => entry.gap.places));
  const there = [...place.things.values()]
    .map((thing) => ({ thing, state: stateAt(thing, bit) || (named.has(thing.id) ? "ghost" : "") }))
    .filter((entry) => entry.state);
  const things = new Map(
    there.filter((entry) => thingMeets(entry.thing, filters)).map((entry) => [entry.thing.id, entry]),
  );
  const ties = place.ties
    .map((tie) => ({ tie, state: stateAt(tie, bit) }))
    .filter(({ tie, state: found }) => found && things.has(tie.a) && things.has(tie.b));
  const gaps = all.filter((entry) => gapMeets(entry, filters) && isPlaced(entry, things, narrows(filters)));
  return { place, bit, things, ties, gaps, there, all };
};

// How many there would be of each value of a facet, given the other filters.
export const counts = (selection, filters, facet) => {
  const found = new Map();
  const add = (value) => found.set(value, (found.get(value) || 0) + 1);
  if (OF_THINGS.includes(facet)) {
    for (const { thing } of selection.there) {
      if (thingMeets(thing, filters, facet)) thing.facets[facet].forEach(add);
    }
    return found;
  }
  for (const entry of selection.all) {
    if (gapMeets(entry, filters, facet) && isPlaced(entry, selection.things, narrows(filters))) gapValues(entry, facet).forEach(add);
  }
  return found;
};

// How many bodies, structures and participations there are, in force or not, as the tables list them.
export const totals = ({ things, ties }) => {
  const kinds = [...things.values()].map(({ thing }) => thing.kind), structures = kinds.filter((kind) => kind === "structure").length;
  const participations = new Set(ties.filter(({ tie }) => !tie.rel).map(({ tie }) => tie.row)).size;
  return { bodies: kinds.filter((kind) => kind !== "sector").length - structures, structures, participations };
};

// The items of a tier, in the order of their places. Tiers are separate lists, and never one.
export const ofTier = (gaps, tier) =>
  gaps.filter(({ gap }) => gap.tier === tier).sort((one, other) => one.version.rank - other.version.rank);
