// The view of tables: the accessible equal of the drawings.
import { button, element, link } from "./text.js";
import { dayAt } from "./place.js";
import { TABLES } from "./state.js";
import { TABLE, cellText, perPage, sorted } from "./tables.js";
import { copyText, csv, download, tsv } from "./save.js";

export const createTableView = (context) => {
  const { words, store, reading, claims } = context;
  const { t } = words, holder = document.getElementById("view-table");
  let now = { rows: [], heads: [] }, first = 0, shownFor = "";

  const texts = () => [now.heads.map((key) => t(key)), ...now.rows.map((row) => row.cells.map(cellText))];
  const saveCsv = () => {
    const { place, bit } = context.selection;
    download(`${[place.id, t(`file_${now.table}`), dayAt(place, bit)].filter(Boolean).join("-")}.csv`, csv(texts()), "text/csv");
  };
  const copy = () => copyText(tsv(texts())).then(() => reading.tell(t("copied")), () => reading.tell(t("not_copied")));

  const leadsOn = (item) => link(item.text, item.ref, item.lang);
  const content = (cell) => {
    if (cell.list) return element("ul", { className: "refs" }, cell.list.map((item) => element("li", {}, leadsOn(item))));
    return cell.ref ? leadsOn(cell) : element("span", { text: cell.text, lang: cell.lang });
  };
  const line = (row, chosen) => element("tr", { role: "row", "data-row": row.id, "data-chosen": row.id === chosen },
    row.cells.map((cell, number) => (number === 0
      ? element("th", { scope: "row", role: "rowheader" }, content(cell))
      : element("td", { role: "cell", "data-label": cellText(cell) ? t(now.heads[number]) : undefined }, content(cell)))));
  const head = (key, sort) => {
    const way = sort === key ? "ascending" : sort === `-${key}` ? "descending" : undefined;
    const next = way === "ascending" ? `-${key}` : key;
    return element("th", { scope: "col", role: "columnheader", "aria-sort": way },
      button(t(key), () => store.set({ sort: next }, { replace: true }), { className: "sort", "data-sort": key }));
  };
  const pager = (size) => {
    if (size >= now.rows.length) return null;
    const turn = (step) => () => { first = Math.max(0, first + step * size); draw(store.get()); reading.announce(range(size)); };
    return element("div", { className: "pager" },
      button(t("page_back"), turn(-1), { id: "page-back", disabled: first === 0 }),
      element("span", { text: range(size) }),
      button(t("page_on"), turn(1), { id: "page-on", disabled: first + size >= now.rows.length }));
  };
  const range = (size) => t("rows_shown", { from: words.number(first + 1), to: words.number(Math.min(first + size, now.rows.length)), count: words.number(now.rows.length) });
  const tabs = (state) => element("div", { className: "choices", role: "group", "aria-label": t("choose_table") },
    TABLES.map((key) => button(t(`table_${key}`), () => store.set({ table: key, sort: "" }), { id: `table-${key}`, "aria-pressed": String(state.table === key) })));
  const narrowing = (state) => {
    const box = element("input", { type: "search", id: "table-words", value: context.typed || "", autocomplete: "off",
      on: { input: (event) => { context.typed = event.target.value; first = 0; draw(store.get(), true); } } });
    return element("label", { className: "within" }, t("table_words"), box, element("span", { className: "unseen", text: state.table }));
  };
  const filtered = (rows) => {
    const wanted = (context.typed || "").toLocaleLowerCase("sv").trim();
    return wanted ? rows.filter((row) => row.cells.some((cell) => cellText(cell).toLocaleLowerCase("sv").includes(wanted))) : rows;
  };

  const body = (state, size) => {
    const title = t(`table_${state.table}`);
    const table = element("table", { role: "table", className: TABLE[state.table].className },
      element("caption", {}, `${title} · ${words.counted(now.rows.length, "row_one", "row_many")}`),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, now.heads.map((key) => head(key, state.sort)))),
      element("tbody", { role: "rowgroup" }, now.rows.slice(first, first + size).map((row) => line(row, state.chosen))));
    return now.rows.length
      ? element("div", { className: "scroll", tabindex: "0", role: "group", "aria-label": title }, table)
      : element("p", { className: "none", text: t("no_rows") });
  };
  const draw = (state, typing = false) => {
    const { rows, heads } = TABLE[state.table];
    const found = filtered(rows({ ...context, claims, selection: context.selection }));
    now = { table: state.table, heads, rows: sorted(found, heads, state.sort) };
    const size = Math.max(1, perPage(now.rows.length, heads.length));
    if (first >= now.rows.length) first = 0;
    const content_ = [body(state, size), pager(size)].filter(Boolean);
    const results = holder.querySelector("#table-results");
    if (typing && results) return results.replaceChildren(...content_);
    const kept = holder.contains(document.activeElement) ? document.activeElement : null;
    const again = kept?.id ? `#${CSS.escape(kept.id)}` : kept?.dataset.sort ? `[data-sort="${kept.dataset.sort}"]` : "";
    holder.replaceChildren(
      element("div", { className: "tools" }, tabs(state), narrowing(state),
        element("div", { className: "saving" }, button(t("copy_table"), copy, { id: "copy-table" }), button(t("save_csv"), saveCsv, { id: "save-csv" }))),
      element("div", { id: "table-results" }, ...content_));
    if (again) holder.querySelector(again)?.focus();
    return undefined;
  };
  const mark = (chosen) => holder.querySelectorAll("tr[data-row]").forEach((row) => row.toggleAttribute("data-chosen", row.dataset.row === chosen));
  return {
    show: (state, selection, { onlyChosen }) => {
      context.selection = selection;
      if (onlyChosen && now.table) return mark(state.chosen);
      const key = JSON.stringify([state.table, state.place, state.filters, state.date]);
      if (key !== shownFor) first = 0;
      shownFor = key;
      return draw(state);
    },
    picture: () => null,
  };
};
