// The overview: what exists and what is missing, the gaps to begin with, and what the map rests on.
import { element } from "./text.js";
import { foremost } from "./selection.js";

const FOREMOST = 5;

export const createOverview = (context) => {
  const { page, words, grid } = context;
  const { t } = words, holder = document.getElementById("view-overview");

  const gapItem = (place, { gap, version }) => {
    const rule = page.rules[gap.rule];
    return element("li", {},
      element("p", { className: "says" },
        element("button", { type: "button", className: "plain", "data-ref": gap.id, text: words.say(gap.says) })),
      element("p", {}, element("span", { className: `badge ${version.evidence}`, text: t(`evidence_${version.evidence}`) }), " ",
        element("span", { className: "muted", text: `${words.capital(words.concept(`severity/${gap.severity}`))} · ${words.say(rule.title)}` })),
      element("p", { text: words.say(rule.why) }));
  };
  const foremostGaps = (selection) => {
    const most = foremost(selection.gaps, FOREMOST, page.order);
    return element("section", { className: "foremost", "aria-labelledby": "foremost" },
      element("h2", { id: "foremost", text: t("foremost", { count: most.length }) }),
      most.length ? element("ol", {}, most.map((entry) => gapItem(selection.place, entry))) : element("p", { text: t("no_gaps") }),
      element("p", { className: "muted" }, t("of_all", { count: words.number(selection.gaps.length) }), " ",
        element("button", { type: "button", className: "plain", "data-act": "all-gaps", text: t("all_gaps"),
          on: { click: () => context.store.set({ view: "table", table: "gaps", sort: "" }) } })));
  };
  const evidenceKinds = (selection) => {
    const count = (kind) => selection.gaps.filter(({ version }) => version.evidence === kind).length;
    return element("section", { "aria-labelledby": "kinds" },
      element("h2", { id: "kinds", text: t("kinds_of_evidence") }),
      element("dl", { className: "kinds" }, page.order.evidence.map((kind) => element("div", {},
        element("dt", {}, element("span", { className: `badge ${kind}`, text: t(`evidence_${kind}`) }), " ", element("span", { className: "count", text: words.number(count(kind)) })),
        element("dd", { text: words.say(page.definitions[kind]) })))));
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
    const pairs = [["bodies", bodies], ["structures", structures], ["participations", parts], ["gaps", selection.gaps.length]];
    return element("dl", { className: "figures" }, pairs.map(([key, value]) =>
      element("div", {}, element("dt", { text: t(`figure_${key}`) }), element("dd", { text: words.number(value) }))));
  };
  return {
    show: (state, selection, { onlyChosen }) => {
      if (onlyChosen && holder.hasChildNodes()) return;
      holder.replaceChildren(...[
        figures(selection),
        element("div", { className: "at-a-glance" },
          element("section", { "aria-labelledby": "grid" }, element("h2", { id: "grid", text: t("grid_title") }),
            element("div", { className: "scroll", tabindex: "0", role: "group", "aria-label": t("grid_title") }, grid(selection))),
          foremostGaps(selection)),
        element("div", { className: "columns" }, evidenceKinds(selection), restsOn(selection)),
        element("p", { className: "caution", text: t("caution") }),
      ]);
    },
    svg: () => holder.querySelector("svg"),
  };
};
