// What the panel tells of an item: what is lacking, where it stands, who says so, what shows it.
import { element, linked } from "./text.js";
import { dayAt, rowsOf } from "./place.js";

const nearest = (gap, bit) => gap.known.find((version) => version.on & bit) || gap.known.at(-1);

// What is told of a stated item before and after who contests it.
const SAID = ["by", "repeated"];
const HANDLED = ["qualified", "recommended", "replies", "unread_replies", "commitments", "answers"];

const referenceText = ({ words, claims, place, bit }, version) => {
  const rows = version.stated?.by || rowsOf(version);
  const numbers = [...new Set(rows.flatMap((key) => place.rows[key]?.claims || []))];
  const lines = numbers.map((number) => `– ${claims.reference(place, place.claims[number])}`);
  const dated = `${words.t("as_of").toLowerCase()} ${words.date(dayAt(place, bit))}`;
  const head = `${words.say(version.title)}. ${words.say(version.says)} (${words.t(`mark_${version.mark}`)}; ${dated})`;
  return [head, ...(lines.length ? lines : [words.t("no_claims")])].join("\n");
};

const factsOf = ({ words, page, definition }, version) => {
  const stated = version.stated || {}, rule = !version.stated && page.rules[version.lines?.[0]?.rule];
  return definition([
    ["place", words.capital(words.say(version.clause))],
    ["focus", version.focus && words.concept(`focus-reason/${version.focus}`)],
    ["status", version.stated && words.concept(`gap-status/${version.status}`)],
    ["severity", words.concept(`severity/${version.severity}`)],
    ["voices", (stated.voices || []).map(words.say).join(", ")],
    ["modality", stated.modality && words.concept(`modality/${stated.modality}`)],
    ["expected_elements", words.concepts("element", version.expected)],
    ["shown_elements", words.concepts("element", version.shown)],
    ["why", rule && words.say(rule.why)],
    ["closes", rule && words.say(rule.closes)],
  ]);
};

const contest = ({ words, place, row }, one, told) => [
  element("p", { text: words.t("contested_by", { by: words.say(one.by) || "–", for: words.say(one.for) || words.t("for_all") }) }),
  told.has(one.row) ? element("span", { className: "wording", text: words.say(place.rows[one.row].name) }) : row(place, one.row),
];
// What stands beside what it speaks against already.
const opposedRows = (place, keys) => new Set((keys || []).flatMap((key) => place.rows[key]?.claims || [])
  .flatMap((number) => [...place.claims[number].opposed].map((other) => place.claims[other].row)));
const line = ({ words, page }, one) => [
  words.say(one.says), element("span", { className: "class", text: ` (${one.rule} ${words.say(page.rules[one.rule].title)})` }),
];
const norm = ({ words, place, row }, one) => [
  element("p", {}, linked(words, one), ` (${words.concept(`strength/${one.strength}`)})`), one.row && row(place, one.row),
];

export const gapParts = (given, gap) => {
  const { words, place, bit, section, row, badge, named } = given;
  const { t } = words, version = nearest(gap, bit), stated = version.stated || {};
  const told = opposedRows(place, stated.by);
  const note = (on, key) => on && element("p", { className: "note", text: t(key) });
  const rows = (keys) => keys.map((key) => section(t(`gap_${key}`), (stated[key] || []).map((id) => row(place, id))));
  const parts = (title, list, tell) => section(t(title), (list || []).map((one) => tell(given, one, told)));
  return {
    kicker: t(`tier_${gap.tier}`),
    title: words.say(version.title),
    body: [
      element("p", { className: "says", text: words.say(version.says) }), badge(version.mark),
      note(!(version.on & bit), "gap_not_then"), note(stated.unread, "unread_since"), factsOf(given, version),
    ],
    sections: [
      section(t("concerns"), [...new Set(gap.places)].map((id) => named(place, place.things.get(id)))),
      ...rows(SAID), parts("gap_contested", stated.contested, contest), ...rows(HANDLED),
      parts(version.stated ? "gap_visible" : "gap_lines", version.lines, line),
      parts("gap_required", version.required_by, norm),
      section(t("gap_support"), (version.support || []).map((id) => row(place, id))),
    ],
    reference: () => referenceText(given, version),
    map: gap.places.length ? { gaps: true } : null,
    report: bit === place.dates.at(-1).bit,
  };
};
