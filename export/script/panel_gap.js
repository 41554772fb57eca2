// What the panel tells of a gap: what is missing, why it matters, how we know, and what closes it.
import { element } from "./text.js";

const nearest = (gap, bit) => gap.known.find((version) => version.on & bit) || gap.known.at(-1);

const evidenceRows = ["stated", "contested", "doubted", "found", "addressed", "proposed", "unread", "support", "general"];

const referenceText = ({ words, claims, place, page, bit }, gap, version) => {
  const rows = ["stated", "contested", "found"].flatMap((key) => version[key] || []);
  const numbers = [...new Set(rows.flatMap((key) => place.rows[key]?.claims || []))];
  const lines = numbers.map((number) => `– ${claims.reference(place, place.claims[number])}`);
  const head = `${words.say(gap.says)} (${gap.rule} ${words.say(page.rules[gap.rule].title)}; ${words.t(`evidence_${version.evidence}`)}; ${words.t("as_of").toLowerCase()} ${words.date(page.dates[Math.log2(bit)].day)})`;
  return [head, ...(lines.length ? lines : [words.t("no_claims")])].join("\n");
};

export const gapParts = (given, gap) => {
  const { words, page, place, bit, section, row, definition, badge, named } = given;
  const { t } = words, version = nearest(gap, bit), rule = page.rules[gap.rule];
  const past = version.on & bit ? null : element("p", { className: "note", text: t("gap_not_then") });
  const facts = definition([
    ["how_known", words.say(page.definitions[version.evidence])],
    ["why", words.say(rule.why)],
    ["closes", words.say(rule.closes)],
    ["status", words.concept(`gap-status/${version.status}`)],
    ["severity", words.concept(`severity/${gap.severity}`)],
    ["rule", `${gap.rule} ${words.say(rule.title)}`],
  ]);
  const concerned = [...new Set(gap.places)].map((id) => named(place, place.things.get(id)));
  return {
    kicker: t("gap"),
    title: words.say(gap.says),
    body: [badge(version.evidence), past, facts],
    sections: [
      section(t("concerns"), concerned),
      ...evidenceRows.map((key) => section(t(`gap_${key}`), (version[key] || []).map((id) => row(place, id)))),
    ],
    reference: () => referenceText(given, gap, version),
    map: gap.places.length ? { gaps: true } : null,
    report: bit === 1 << (page.dates.length - 1),
  };
};
