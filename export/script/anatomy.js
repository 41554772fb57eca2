// The anatomy: the five tables at a date, and each as a table of the page.
import { button, element, link } from "./text.js";
import { find } from "./place.js";
import { drawAnatomy, signKeys } from "./anatomy_drawing.js";

const FEW = 6; // more columns than this have their names upright
const QUIET = ["does-not-apply", "not-filled-in", "silent"];

export const tablesAt = (place, bit) => (place.anatomy.at[Math.log2(bit)] || []).map((table) => ({
  ...table, rows: table.rows.map((number) => place.anatomy.rows[number]),
}));

// What a cell or the head of a column is called in the address.
const cellName = (row, part) => `${row}~${part}`;

export const createAnatomy = ({ page, words }) => {
  const { t } = words, { signs } = page.anatomy;
  const part = (key) => words.concept(`element/${key}`);
  const signOf = (table, row, key) => signs[Number(row.signs[table.elements.indexOf(key)])];
  const told = (sign) => words.concept(`cell-sign/${sign.key}`);
  const whyOf = (place, row, key) => words.say(place.anatomy.whys[row.why?.[key]]);
  const nameOf = (place, row) => words.say(place.rows[row.ref].name);
  const isQuiet = (row) => [...row.signs].every((number) => QUIET.includes(signs[Number(number)].key));

  const named = (place, row) => {
    const name = nameOf(place, row), lang = words.foreign(place.rows[row.ref].name, place.lang);
    return find(place, row.ref) ? link(name, row.ref, lang) : element("span", { text: name, lang });
  };
  const cell = (table, row, key) => {
    const sign = signOf(table, row, key);
    return element("td", { role: "cell", "data-sign": sign.key },
      element("button", { type: "button", className: "sign", "data-ref": cellName(row.ref, key) },
        element("span", { className: "told" }, part(key), element("span", { text: `: ${told(sign)}` }))));
  };
  const line = (place, table, row, chosen) => element("tr", { role: "row", "data-row": row.ref, "data-chosen": row.ref === chosen },
    element("th", { scope: "row", role: "rowheader" }, named(place, row),
      row.focus && element("small", { className: "muted", text: words.concept(`focus-reason/${row.focus}`) })),
    table.elements.map((key) => cell(table, row, key)));
  // What lacks in general is said once, in the head.
  const head = (table, key, sorting) => element("th", { scope: "col", role: "columnheader", "aria-sort": sorting?.way(key) },
    element("div", { className: "head" },
      sorting ? button(part(key), () => sorting.turn(key), { className: "sort", "data-sort": key }) : element("span", { text: part(key) }),
      table.general[key] && link(`✕ ${t("lacks_in_general")}`, cellName(table.key, key))));
  const group = (place, table, rows, title, chosen) => rows.length > 0 && element("tbody", { role: "rowgroup" },
    title && element("tr", { role: "row", className: "group" }, element("th", { scope: "rowgroup", role: "rowheader", colspan: String(table.elements.length + 1), text: title })),
    rows.map((row) => line(place, table, row, chosen)));

  // `rows` are those of the table to show; `sorting` tells the way of a column, and turns it.
  const draw = ({ place, table, rows, caption, sorting, chosen = "" }) => {
    const focused = rows.filter((row) => row.focus), others = rows.filter((row) => !row.focus);
    const counted = (key, list) => focused.length > 0 && others.length > 0 && `${t(key)} (${words.number(list.length)})`;
    return element("table", { role: "table", className: table.elements.length > FEW ? "anatomy upright" : "anatomy" },
      element("caption", { text: caption }),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" },
        element("th", { scope: "col", role: "columnheader", "aria-sort": sorting?.way("name") },
          sorting ? button(t("name"), () => sorting.turn("name"), { className: "sort", "data-sort": "name" }) : t("name")),
        table.elements.map((key) => head(table, key, sorting)))),
      group(place, table, focused, counted("focus", focused), chosen),
      group(place, table, others, counted("others", others), chosen));
  };
  const legend = () => element("ul", { className: "signs" }, signs.map((sign) =>
    element("li", { className: "sign", "data-sign": sign.key }, element("span", { text: told(sign) }))));

  // Why cells do not apply or were not asked: each reason once, by element.
  const whys = (place, table, rows) => {
    const found = new Map();
    for (const row of rows) {
      for (const key of Object.keys(row.why || {})) {
        const name = `${part(key)}: ${told(signOf(table, row, key))}, ${whyOf(place, row, key)}`;
        found.set(name, (found.get(name) || 0) + 1);
      }
    }
    return found.size > 0 && element("details", { className: "whys" }, element("summary", { text: t("cell_whys") }),
      element("ul", {}, [...found].map(([name, count]) => element("li", { text: `${name} (${words.counted(count, "row_one", "row_many")})` }))));
  };
  const picture = (found, name, wide) => {
    const { svg, left } = drawAnatomy({ ...found, anatomy: { nameOf, part, signOf } }, wide);
    const notes = [left && t("rows_of", { shown: words.number(found.rows.length - left), count: words.number(found.rows.length) }), Object.keys(found.table.general).length && `✕: ${t("lacks_in_general")}`];
    return { svg, name, notes: notes.filter(Boolean), keys: signKeys({ signs, told }, words) };
  };
  return { picture, draw, legend, whys, isQuiet, named, nameOf, part, signOf, told, whyOf, signs };
};
