// Finding a body or structure by name, abbreviation or other name, without regard to diacritics.
import { fold } from "./text.js";

export const keysOf = (entry) => [entry.name, ...(entry.keys || [])].flat().map(fold);

// 0 for the name itself, then for its beginning, the beginning of a word, a part; Infinity for none.
const rank = (keys, wanted) => {
  const parts = wanted.split(" ");
  const scores = keys.map((key) => {
    if (!parts.every((part) => key.includes(part))) return Infinity;
    if (key === wanted) return 0;
    return key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : 3;
  });
  return Math.min(Infinity, ...scores);
};

export const lookUp = (entries, typed, place) => {
  const wanted = fold(typed);
  if (!wanted) return [];
  return entries
    .map((entry) => [rank(entry.folded, wanted) + (entry.place === place ? 0 : 0.5), entry])
    .filter(([score]) => score < Infinity)
    .sort(([one], [other]) => one - other)
    .map(([, entry]) => entry);
};
