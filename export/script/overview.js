// The overview: the first items of each tier, questions to ask, and what the map rests on.
import { button, element, link } from "./text.js";
import { ofTier } from "./selection.js";
import { firstReference } from "./tables.js";
import { createCards } from "./cards.js";

export const createOverview = (context) => {
  const { page, words, grid, store } = context;
  const { t } = words, holder = document.getElementById("view-overview"), questions = createCards(context);

  const item = (selection, { gap, version }) => {
    const found = firstReference({ ...context, selection }, version);
    return element("li", {},
      element("p", { className: "title" },
        link(words.say(version.title), gap.id),
        version.mark !== gap.tier && [" ", element("span", { className: `badge ${version.mark}`, text: t(`mark_${version.mark}`) })]),
      element("p", { text: words.say(version.says) }),
      element("p", { className: "muted", text: words.capital(words.say(version.clause)) }),
      found && element("p", { className: "muted reference", text: found, lang: words.foreign("", selection.place.lang) }));
  };
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
      element("p", { text: t("rests_on_told", { read: words.number(read.length), named: words.number(named.length), claims: words.number(place.claims.length), span }) }),
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
    const things = [...selection.things.values()], standing = things.filter((entry) => entry.state === "on");
    const structures = standing.filter(({ thing }) => thing.kind === "structure").length;
    const bodies = standing.filter(({ thing }) => thing.kind !== "structure" && thing.kind !== "sector").length;
    const parts = selection.ties.filter((entry) => !entry.tie.rel && entry.state === "on").length;
    const pairs = [["bodies", bodies], ["structures", structures], ["participations", parts]];
    return element("dl", { className: "figures" }, pairs.map(([key, value]) =>
      element("div", {}, element("dt", { text: t(`figure_${key}`) }), element("dd", { text: words.number(value) }))));
  };
  return {
    show: (state, selection, { onlyChosen }) => {
      if (onlyChosen && holder.hasChildNodes()) return;
      holder.replaceChildren(...[
        figures(selection),
        element("div", { className: "tiers" }, page.order.tier.map((name) => tier(selection, name))),
        questions(selection),
        element("section", { "aria-labelledby": "grid" }, element("h2", { id: "grid", text: t("grid_title") }),
          element("div", { className: "scroll", tabindex: "0", role: "group", "aria-label": t("grid_title") }, grid(selection))),
        restsOn(selection),
        element("p", { className: "caution", text: t("caution") }),
      ]);
    },
    svg: () => holder.querySelector("svg"),
  };
};
