// The view of the anatomy: one of five tables, sorted and narrowed, whose cells open their evidence.
import { button, element } from "./text.js";
import { walk } from "./figure.js";
import { tablesAt } from "./anatomy.js";

export const createAnatomyView = (context) => {
  const { page, words, store, reading, anatomy } = context;
  const { t } = words, holder = document.getElementById("view-anatomy");
  let typed = "", sign = "";

  const label = (key) => words.capital(words.say(page.anatomy.tables.find((one) => one.key === key).label));
  const tabs = (state) => element("div", { className: "choices", role: "group", "aria-label": t("choose_table") },
    page.anatomy.tables.map(({ key }) => button(label(key), () => store.set({ part: key, sort: "" }), { id: `part-${key}`, "aria-pressed": String(state.part === key) })));
  const narrowing = () => [
    element("label", { className: "within" }, t("table_words"),
      element("input", { type: "search", id: "anatomy-words", value: typed, autocomplete: "off",
        on: { input: (event) => { typed = event.target.value; results(store.get()); } } })),
    element("label", { className: "within" }, t("rows_with_sign"),
      element("select", { id: "anatomy-sign", on: { change: (event) => { sign = event.target.value; results(store.get()); } } },
        element("option", { value: "", text: t("any_sign") }),
        anatomy.signs.map((one) => element("option", { value: one.key, text: anatomy.told(one), selected: one.key === sign })))),
  ];
  const sorting = (state) => ({
    way: (key) => (state.sort === key ? "ascending" : state.sort === `-${key}` ? "descending" : undefined),
    turn: (key) => store.set({ sort: store.get().sort === key ? `-${key}` : key }, { replace: true }),
  });
  // What is filtered for holds for the things of the map; other rows have no such facets.
  const passes = (selection, table, row) => {
    const { place, things } = selection, wanted = typed.toLocaleLowerCase("sv").trim();
    if (place.things.has(row.ref) && !things.has(row.ref)) return false;
    if (wanted && !anatomy.nameOf(place, row).toLocaleLowerCase("sv").includes(wanted)) return false;
    return !sign || [...row.signs].some((number) => anatomy.signs[Number(number)].key === sign);
  };
  const ordered = (place, table, rows, sort) => {
    const key = sort.replace(/^-/, ""), at = table.elements.indexOf(key), turn = sort.startsWith("-") ? -1 : 1;
    if (key === "name") return [...rows].sort((one, other) => turn * anatomy.nameOf(place, one).localeCompare(anatomy.nameOf(place, other), "sv"));
    return at < 0 ? rows : [...rows].sort((one, other) => turn * (Number(one.signs[at]) - Number(other.signs[at])));
  };
  const shownTable = (state, selection) => {
    const table = tablesAt(selection.place, selection.bit).find((one) => one.key === state.part);
    if (!table) return null;
    return { table, rows: ordered(selection.place, table, table.rows.filter((row) => passes(selection, table, row)), state.sort) };
  };
  const results = (state) => {
    const { selection } = context, { place } = selection, found = shownTable(state, selection), into = holder.querySelector("#anatomy-results");
    if (!found?.table.rows.length) return into.replaceChildren(element("p", { className: "none", text: t("none_named") }));
    const { table, rows } = found;
    const count = rows.length < table.rows.length ? t("rows_of", { shown: words.number(rows.length), count: words.number(table.rows.length) }) : words.counted(rows.length, "row_one", "row_many");
    const caption = `${label(state.part)} · ${count}`;
    if (!rows.length) return into.replaceChildren(element("p", { className: "none", text: t("no_rows") }));
    const drawn = anatomy.draw({ place, table, rows, caption, sorting: sorting(state), chosen: state.chosen });
    into.replaceChildren(...[
      element("div", { className: "scroll", tabindex: "0", role: "group", "aria-label": caption }, drawn),
      anatomy.whys(place, table, rows),
    ].filter(Boolean));
    const lines = [...drawn.querySelectorAll("tbody tr")].map((line) => [...line.querySelectorAll(".sign")]);
    walk(drawn, lines.filter((line) => line.length), (part) => reading.choose(part.dataset.ref, { opener: part }));
    return undefined;
  };
  const draw = (state) => {
    const kept = holder.contains(document.activeElement) ? document.activeElement : null;
    const again = kept?.id ? `#${CSS.escape(kept.id)}` : kept?.dataset.sort ? `[data-sort="${kept.dataset.sort}"]` : "";
    holder.replaceChildren(
      element("p", { className: "muted", text: t("anatomy_about") }),
      element("div", { className: "tools" }, tabs(state), narrowing()), anatomy.legend(), element("div", { id: "anatomy-results" }));
    results(state);
    if (again) holder.querySelector(again)?.focus();
  };
  return {
    show: (state, selection, { onlyChosen }) => {
      context.selection = selection;
      if (onlyChosen && holder.querySelector("#anatomy-results")) {
        for (const one of holder.querySelectorAll("[data-row]")) one.toggleAttribute("data-chosen", one.dataset.row === state.chosen);
      } else draw(state);
      for (const one of holder.querySelectorAll(".sign")) one.toggleAttribute("data-chosen", one.dataset.ref === state.chosen);
    },
    picture: (state, selection, wide) => {
      const found = shownTable(state, selection);
      return found?.rows.length ? anatomy.picture({ place: selection.place, ...found }, label(state.part), wide) : null;
    },
  };
};
