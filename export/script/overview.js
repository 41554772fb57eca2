// The overview: the first items of each tier, questions to ask, and what the map rests on.
import { button, element, link } from "./text.js";
import { ofTier, totals } from "./selection.js";
import { tablesAt } from "./anatomy.js";
import { createCards } from "./cards.js";

export const createOverview = (context) => {
  const { page, words, anatomy, store } = context;
  const { t } = words, holder = document.getElementById("view-overview"), questions = createCards(context);

  const item = (selection, { gap, version }) => element("li", {},
    element("p", { className: "title" },
      link(words.say(version.title), gap.id),
      version.mark !== gap.tier && [" ", element("span", { className: `badge ${version.mark}`, text: t(`mark_${version.mark}`) })]),
    element("p", { text: words.say(version.says) }),
    version.reference && element("p", { className: "muted reference", text: words.say(version.reference), lang: words.foreign("", selection.place.lang) }),
    element("p", { className: "muted", text: words.capital(words.say(version.clause)) }));
  // The tiers are separate lists; each opens with its first.
  const tier = (selection, name) => {
    const all = ofTier(selection.gaps, name), first = all.slice(0, page.summary[name]);
    return element("section", { className: "tier", "data-tier": name, "aria-labelledby": `tier-${name}` },
      element("h2", { id: `tier-${name}` }, element("span", { className: `badge ${name}`, text: t(`tier_${name}`) })),
      element("p", { className: "muted", text: words.say(page.definitions[name]) }),
      first.length ? element("ol", {}, first.map((entry) => item(selection, entry))) : element("p", { text: t("none_of_tier") }),
      all.length > 0 && element("p", { className: "muted" }, first.length < all.length && `${t("first_of", { shown: words.number(first.length), count: words.number(all.length) })} `,
        button(t("all_of_tier"), () => store.set({ view: "table", table: name, sort: "" }), { className: "plain", "data-all": name })));
  };
  const inFocus = ({ place, bit }) => {
    const table = tablesAt(place, bit).find((one) => one.key === "structures"), rows = (table?.rows || []).filter((row) => row.focus);
    return { place, table, rows, quiet: rows.filter(anatomy.isQuiet), told: rows.filter((row) => !anatomy.isQuiet(row)) };
  };
  // What is in focus; of what is only named, one sentence.
  const focused = (selection) => {
    const { place, table, rows, quiet, told } = inFocus(selection), title = t("anatomy_focus");
    const only = quiet.map((row, number) => [number > 0 && (number < quiet.length - 1 ? ", " : ` ${t("and")} `), anatomy.named(place, row)]);
    const [before, after] = t(quiet.length === 1 ? "only_named_one" : "only_named").split("{names}");
    return rows.length > 0 && element("section", { className: "in-focus", "aria-labelledby": "anatomy" },
      element("h2", { id: "anatomy", text: title }),
      told.length > 0 && [anatomy.legend(), element("div", { className: "scroll", tabindex: "0", role: "group", "aria-label": title },
        anatomy.draw({ place, table, rows: told, caption: words.counted(told.length, "row_one", "row_many") }))],
      quiet.length > 0 && element("p", {}, before, only, after),
      element("p", {}, button(t("whole_anatomy"), () => store.set({ view: "anatomy", part: "structures", sort: "" }), { className: "plain", id: "whole-anatomy" })));
  };
  const documentLine = (place, document) => element("li", {},
    element("span", { text: document.title, lang: words.foreign(document.title, place.lang) }),
    element("span", { className: "muted", text: ` (${[document.issuer, document.date ? words.date(document.date) : t("undated"), document.diary].filter(Boolean).join(", ")})` }));
  const restsOn = (selection) => {
    const place = selection.place, documents = place.sources.map((number) => place.documents[number]);
    const read = documents.filter((one) => !one.named), named = documents.filter((one) => one.named);
    const dates = read.map((one) => one.date).filter(Boolean).sort();
    const span = dates.length ? [...new Set([dates[0], dates.at(-1)])].map(words.date).join(" – ") : t("undated");
    const scopes = (place.scopes || []).map((key) => place.rows[key]).filter(Boolean);
    const more = (title, items) => items.length > 0 && element("details", {}, element("summary", { text: `${title} (${words.number(items.length)})` }), element("ul", {}, items));
    return element("section", { "aria-labelledby": "rests-on" },
      element("h2", { id: "rests-on", text: t("rests_on") }),
      element("p", { text: t("rests_on_told", { read: words.number(read.length), named: words.number(named.length), claims: words.number(place.statements), span }) }),
      dates.length > 0 && dates.length < read.length && element("p", { text: t("undated_count") }),
      place.about.map((text) => element("p", { text: words.say(text) })),
      more(t("sources_read"), read.map((one) => documentLine(place, one))),
      more(t("sources_named"), named.map((one) => documentLine(place, one))),
      scopes.length
        ? more(t("complete_lists"), scopes.map((row) => element("li", { text: words.say(row.name), lang: words.foreign(row.name, place.lang) })))
        : element("p", { text: t("nothing_complete") }),
      more(t("to_know"), place.flags.map((flag) => element("li", { text: words.say(flag.says) }))));
  };
  const figures = (selection) => {
    return [element("dl", { className: "figures" }, Object.entries(totals(selection)).map(([key, value]) =>
      element("div", {}, element("dt", { text: t(`figure_${key}`) }), element("dd", { text: words.number(value) })))),
    element("p", { className: "muted", text: t("counted") })];
  };
  return {
    show: (state, selection, { onlyChosen }) => {
      if (onlyChosen && holder.hasChildNodes()) return;
      holder.replaceChildren(...[
        ...figures(selection),
        element("div", { className: "tiers" }, page.order.tier.map((name) => tier(selection, name))),
        focused(selection),
        questions(selection),
        restsOn(selection),
        element("p", { className: "caution", text: t("caution") }),
      ].filter(Boolean));
    },
    picture: (state, selection, wide) => {
      const { place, table, told } = inFocus(selection);
      return told.length ? anatomy.picture({ place, table, rows: told }, t("anatomy_focus"), wide) : null;
    },
  };
};
