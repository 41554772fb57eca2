// What the panel tells of a body, a structure or a participation.
import { button, element, gather, link } from "./text.js";
import { dayAt, isOver, stateAt, versionAt } from "./place.js";

const standing = ({ words, place, bit }, entry) => {
  if (stateAt(entry, bit) === "on") return words.status(entry);
  return words.status(entry, isOver(entry, dayAt(place, bit)) ? "ended_then" : "not_in_force");
};

const claimsOf = ({ words, place, claims }, numbers) => {
  if (!numbers?.length) return element("p", { className: "none", text: words.t("no_claims") });
  return element("section", {}, element("h3", { text: words.t("claims") }),
    numbers.map((number) => claims.withOpposed(place, number)));
};

const references = ({ claims, place, words }, title, numbers) =>
  [title, ...(numbers || []).map((number) => `– ${claims.reference(place, place.claims[number])}`)].join("\n")
  + (numbers?.length ? "" : `\n${words.t("no_claims")}`);

const tieTitle = (words, tie, outward) =>
  tie.rel ? words.t(`rel_${tie.rel}_${outward ? "from" : "to"}`) : words.t(outward ? "takes_part_in" : "participants");

// Who takes part, grouped by how; each leads on, and says through which post.
const tieSections = (given, thing) => {
  const { words, place, bit, section, named } = given, groups = new Map();
  for (const tie of place.tiesOf.get(thing.id) || []) {
    const state = stateAt(tie, bit);
    if (!state) continue;
    const outward = tie.a === thing.id, other = place.things.get(outward ? tie.b : tie.a);
    const notes = [
      tie.post && words.t("via_post", { post: tie.post.join(", ") }),
      words.concepts("level", tie.levels),
      state === "ghost" && words.t("not_in_force"),
    ].filter(Boolean).join("; ");
    const title = tieTitle(words, tie, outward);
    gather(groups, title, [
      named(place, other), notes ? ` (${notes})` : "",
      tie.row ? [" ", link(words.t("evidence_short"), tie.row)] : "",
    ]);
  }
  return [...groups].map(([title, items]) => section(title, items));
};

const gapSection = (given, thing) => {
  const { words, place, bit, section, badge } = given;
  const items = (place.gapsOf.get(thing.id) || [])
    .map((gap) => [gap, versionAt(gap, bit)])
    .filter(([, version]) => version)
    .map(([gap, version]) => [link(words.say(version.title), gap.id), " ", badge(version.mark)]);
  return section(words.t("gaps_here"), items);
};

const focusChoice = ({ words, store }, thing) => {
  const steps = [1, 2, 3].map((number) =>
    button(String(number), () => store.set({ view: "map", focus: [thing.id], steps: number, from: "", to: "" }),
      { "aria-label": words.t("show_steps", { count: number }), "data-steps": number }));
  const way = (key) => button(words.t(`path_${key}_here`), () => store.set({ [key]: thing.id, view: "map" }), { "data-way": key });
  return element("div", { className: "walk" },
    element("span", { id: "steps-label", text: words.t("surroundings") }),
    element("div", { role: "group", "aria-labelledby": "steps-label" }, steps), way("from"), way("to"));
};

export const thingParts = (given, thing) => {
  const { words, place, section, row, definition } = given;
  const { t } = words, own = (text) => words.foreign(text || "", place.lang);
  const alias = (thing.alias || []).join(", ");
  const facts = definition([
    ["level", thing.kind === "structure" && (words.concepts("level", thing.levels) || t("no_level"))],
    ["sector", words.concepts("sector", thing.sectors)],
    ["group", (thing.groups || []).map((key) => words.say(place.groups[key])).join(", "), words.foreign("", place.lang)],
    ["prevention", words.concepts("prevention-level", thing.prevention)],
    ["status", thing.kind !== "sector" && standing(given, thing)],
    ["valid", words.span(thing.from, thing.until)],
    ["abbreviation", thing.short, own(thing.short)],
    ["alias", alias, own(alias)],
    ["note", thing.note, own(thing.note)],
  ]);
  return {
    kicker: words.kind(thing),
    title: words.say(thing.name),
    lang: words.foreign(thing.name, place.lang),
    body: [facts, focusChoice(given, thing)],
    sections: [
      gapSection(given, thing),
      ...tieSections(given, thing),
      claimsOf(given, thing.claims),
      section(t("absences"), (thing.lacks || []).map((key) => row(place, key))),
      section(t("gap_answers"), (thing.answers || []).map((told) => words.say(told))),
    ],
    reference: () => references(given, words.say(thing.name), thing.claims),
    map: {},
  };
};

export const tieParts = (given, tie) => {
  const { words, place, definition, named } = given, own = (text) => words.foreign(text || "", place.lang);
  const [body, structure] = [tie.a, tie.b].map((id) => place.things.get(id));
  const title = `${words.say(body.name)} → ${words.say(structure.name)}`;
  const facts = definition([
    ["participant", named(place, body)],
    ["structure", named(place, structure)],
    ["post", (tie.post || []).join(", "), own("")],
    ["level", words.concepts("level", tie.levels)],
    ["status", standing(given, tie)],
    ["valid", words.span(tie.from, tie.until)],
    ["note", tie.note, own(tie.note)],
  ]);
  return {
    kicker: words.t("participation"), title, lang: own(title), body: [facts],
    sections: [claimsOf(given, tie.claims)],
    reference: () => references(given, title, tie.claims),
    map: {},
  };
};
