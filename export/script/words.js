// The words of the page in the language chosen, and dates as they are written in it.
import { fill } from "./text.js";

export const createWords = (page, language) => {
  const at = () => (language() === "en" ? 1 : 0);
  // Text from the data is one string where it is the same in both languages, else a pair.
  const say = (text) => (Array.isArray(text) ? text[at()] : text ?? "");
  const strings = () => page.strings[language()];
  const t = (key, values) => fill(strings()[key] ?? key, values);
  const concept = (key) => say(page.concepts[key] ?? key.split("/").pop());
  const concepts = (scheme, slugs) => (slugs || []).map((slug) => concept(`${scheme}/${slug}`)).join(", ");
  const kind = (thing) => capital((thing.types || []).map(concept).join(", ")) || t("sector_party");
  const status = (entry, remark) => `${concepts("status", entry.status || ["established"])}${remark ? ` (${t(remark)})` : ""}`;
  const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const date = (value) => {
    const [year, month, day] = (value || "").split("-");
    const name = say(page.months[Number(month) - 1]);
    if (!name) return value || "";
    return `${day ? `${Number(day)} ` : ""}${name} ${year}`;
  };
  const span = (from, until) => (from || until ? `${date(from)} – ${date(until)}`.trim() : "");
  const joined = (names) =>
    names.length > 1 ? `${names.slice(0, -1).join(", ")} ${t("and")} ${names.at(-1)}` : names.join("");
  const number = (value) => value.toLocaleString(language() === "en" ? "en-GB" : "sv-SE");
  const counted = (count, one, many) => t(count === 1 ? one : many, { count: number(count) });
  // The attribute for text of the data: its own language where it is not that of the page.
  const foreign = (text, own) => (Array.isArray(text) || own === language() ? undefined : own);
  return { t, say, concept, concepts, kind, status, capital, date, span, joined, number, counted, foreign, language };
};
