// Claims as the panel tells them: whose they are, in what sense, and where they stand.
import { element } from "./text.js";

export const createClaims = ({ words }) => {
  const { t } = words;
  const placeIn = (text) => (/^L\d/.test(text) ? `${t("line")} ${text.slice(1).replace(/L/g, "")}` : text);
  const whose = (claim) => {
    const via = words.joined(claim.via || []);
    return via ? t("told_by", { voice: claim.voice || "–", via }) : claim.voice || "–";
  };
  const section = (document) => (document.section.startsWith("§") ? document.section : `§ ${document.section}`);

  // One line that a report can hold: title, diary number, section, date and place.
  const reference = (place, claim) => {
    const document = place.documents[claim.doc];
    if (!document) return t("no_document");
    return [
      document.title,
      document.diary && `${t("diary_short")} ${document.diary}`,
      document.section && section(document),
      document.date ? words.date(document.date) : t("undated"),
      (claim.places || []).map(placeIn).join(", "),
    ].filter(Boolean).join(", ");
  };

  const facts = (place, claim) => {
    const document = place.documents[claim.doc] || {};
    return [
      ["voice", whose(claim), true],
      ["modality", claim.modality && words.concept(`modality/${claim.modality}`)],
      ["document", document.title || t("no_document"), Boolean(document.title)],
      ["date", document.date ? words.date(document.date) : t("undated")],
      ["diary", document.diary, true],
      ["section", document.section && section(document)],
      ["found_at", (claim.places || []).map(placeIn).join(", "), true],
      ["said", claim.said && words.date(claim.said)],
    ].filter(([, value]) => value);
  };

  const block = (place, claim, { worded = false } = {}) => {
    const row = place.rows[claim.row] || {};
    const made = element("div", { className: "claim", "data-claim": claim.number });
    if (worded && row.name) {
      made.append(element("p", { className: "wording", text: words.say(row.name), lang: words.foreign(row.name, place.lang) }));
    }
    const list = element("dl");
    for (const [key, value, own] of facts(place, claim)) {
      list.append(element("dt", { text: t(key) }), element("dd", { text: value, lang: own ? words.foreign(value, place.lang) : undefined }));
    }
    made.append(list);
    if (claim.phrase) {
      made.append(element("p", { className: "phrase" }, `${t("phrase")}: `,
        element("q", { text: claim.phrase, lang: words.foreign(claim.phrase, place.lang) })));
    }
    return made;
  };

  // A claim with those that speak against it at its side.
  const withOpposed = (place, number, options) => {
    const claim = place.claims[number], opposed = [...claim.opposed];
    const own = block(place, claim, { worded: opposed.length > 0, ...options });
    if (!opposed.length) return own;
    const against = opposed.map((other) => block(place, place.claims[other], { worded: true }));
    return element("div", { className: "opposed" },
      element("p", { className: "versus", text: t("opposed") }),
      element("div", { className: "sides" }, own, against));
  };
  return { reference, withOpposed };
};
