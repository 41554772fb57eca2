// Finding a body or structure by name, abbreviation, other name, kind or sector, without regard to
// diacritics or to the ending of a word.
import { fold } from "./text.js";

export const keysOf = (entry) => [entry.name, ...(entry.keys || [])].flat().map(fold);

// A word without the ending that makes it plural, definite or genitive.
const ENDING = /(?:or|ar|er|en|et|an|a|n|r)?(?:na)?s?$/;
const stem = (word) => {
  const short = word.replace(ENDING, "");
  return short.length >= 4 ? short : word;
};

// 0 for the name itself, then for its beginning, the beginning of a word, a part, another form of
// the words; Infinity for none.
const rank = (keys, wanted) => {
  const parts = wanted.split(" "), stems = parts.map(stem);
  const scores = keys.map((key) => {
    if (!parts.every((part) => key.includes(part))) return stems.every((part) => key.split(" ").some((word) => stem(word) === part)) ? 4 : Infinity;
    if (key === wanted) return 0;
    return key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : 3;
  });
  return Math.min(Infinity, ...scores);
};

export const lookUp = (entries, typed, place) => {
  const wanted = fold(typed);
  if (!wanted) return [];
  return entries
    .map((entry) => [Math.min(rank(entry.folded, wanted), 5 + rank(entry.kinds || [], wanted)) + (entry.place === place ? 0 : 0.5), entry])
    .filter(([score]) => score < Infinity)
    .sort(([one], [other]) => one - other)
    .map(([, entry]) => entry);
};
