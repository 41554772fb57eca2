// What the panel tells of a cell of the anatomy, or of a column that lacks in general.
import { element, link } from "./text.js";
import { rowsOf, versionAt } from "./place.js";
import { tablesAt } from "./anatomy.js";

// The items that rest on the same rows.
const itemsOn = ({ words, place, bit, section, badge }, basis) => {
  const items = [...place.gaps.values()].map((gap) => [gap, versionAt(gap, bit)])
    .filter(([, version]) => version && rowsOf(version).some((key) => basis.includes(key)));
  return section(words.t("gaps_here"), items.map(([gap, version]) => [link(words.say(version.title), gap.id), " ", badge(version.mark)]));
};

const ofColumn = ({ words, place, section, row, anatomy, page, ...given }, table, key) => {
  const { t } = words, basis = table.general[key] || [];
  const label = words.say(page.anatomy.tables.find((one) => one.key === table.key).label);
  return {
    kicker: words.capital(label), title: `${words.capital(anatomy.part(key))}: ${t("lacks_in_general")}`,
    body: [element("p", { text: t("lacks_in_general_about") })],
    sections: [itemsOn({ words, place, section, ...given }, basis), section(t("gap_by"), basis.map((one) => row(place, one)))],
    basis,
  };
};

const ofCell = ({ words, place, section, row, anatomy, page, definition, ...given }, table, line, key) => {
  const { t } = words, sign = anatomy.signOf(table, line, key), basis = line.basis?.[key] || [], why = anatomy.whyOf(place, line, key);
  return {
    kicker: t("view_anatomy"), title: `${anatomy.nameOf(place, line)}: ${anatomy.part(key)}`,
    body: [
      element("p", { className: "says sign", "data-sign": sign.key, text: words.capital(anatomy.told(sign)) }),
      element("p", { className: "muted", text: words.say(sign.about) }),
      definition([["cell_why", why && words.capital(why)], ["focus", line.focus && words.concept(`focus-reason/${line.focus}`)]]),
      table.general[key] && element("p", { className: "note", text: t("lacks_in_general_about") }),
    ],
    sections: [
      itemsOn({ words, place, section, ...given }, basis),
      section(t("cell_rests_on"), basis.map((one) => row(place, one))),
      section(t("gap_by"), basis.length ? [] : (table.general[key] || []).map((one) => row(place, one))),
    ],
    basis,
  };
};

export const cellParts = (given, { row: name, part: key }) => {
  const { words, place, bit, claims } = given;
  const tables = tablesAt(place, bit).filter((one) => one.elements.includes(key));
  const column = tables.find((one) => one.key === name), table = tables.find((one) => one.rows.some((line) => line.ref === name));
  if (!column && !table) return { kicker: words.t("view_anatomy"), title: words.say(place.rows[name]?.name ?? name), body: [element("p", { text: words.t("cell_not_then") })], sections: [], reference: () => "" };
  const told = column ? ofColumn(given, column, key) : ofCell(given, table, table.rows.find((line) => line.ref === name), key);
  const numbers = [...new Set(told.basis.flatMap((one) => place.rows[one]?.claims || []))];
  const lines = numbers.map((number) => `– ${claims.reference(place, place.claims[number])}`);
  return { ...told, view: "anatomy", reference: () => [told.title, ...(lines.length ? lines : [words.t("no_claims")])].join("\n") };
};
