// The panel: what is chosen, when, who takes part, and every claim behind it.
import { button, element, link } from "./text.js";
import { find } from "./place.js";
import { gapParts } from "./panel_gap.js";
import { thingParts, tieParts } from "./panel_thing.js";
import { cellParts } from "./panel_cell.js";
import { copyText } from "./save.js";

export const createPanel = (context) => {
  const { page, words, store, reading } = context;
  const { t } = words;
  const panel = document.getElementById("panel"), { claims } = context;

  const badge = (kind) => element("span", { className: `badge ${kind}`, text: t(`mark_${kind}`) });
  const named = (place, thing) => link(words.say(thing.name), thing.id, words.foreign(thing.name, place.lang));
  const tools = { ...context, badge, named };

  const section = (title, items) =>
    items.length && element("section", {}, element("h3", { text: title }), element("ul", {}, items.map((item) => element("li", {}, item))));
  const row = (place, key) => {
    const told = place.rows[key] || { name: key };
    const name = words.say(told.name), lang = words.foreign(told.name, place.lang);
    return [
      told.shown ? link(name, key, lang) : element("span", { className: "wording", text: name, lang }),
      told.class ? element("span", { className: "class", text: ` (${words.concept(told.class)})` }) : "",
      told.note && !told.shown ? element("p", { className: "note", text: told.note, lang: words.foreign(told.note, place.lang) }) : "",
      (told.claims || []).map((number) => claims.withOpposed(place, number)),
    ];
  };
  const definition = (pairs) =>
    element("dl", { className: "facts" }, pairs.filter(([, value]) => value).map(([key, value, lang]) =>
      [element("dt", { text: t(key) }), element("dd", { lang }, value)]));

  const parts = (found, place, bit) => {
    const given = { ...tools, section, row, definition, place, bit };
    if (found.type === "gap") return gapParts(given, found.gap);
    if (found.type === "cell") return cellParts(given, found);
    return found.type === "thing" ? thingParts(given, found.thing) : tieParts(given, found.tie);
  };
  const copied = (text, done = "copied") => copyText(text).then(() => reading.tell(t(done)), () => reading.tell(t("not_copied")));
  const linked = location.protocol === "file:" ? "file_link_copied" : "link_copied";
  const actions = (id, told) => element("div", { className: "actions" },
    told.map && button(t("show_on_map"), () => store.set({ view: "map", ...told.map }), { "data-act": "map" }),
    button(t("copy_reference"), () => copied(told.reference()), { "data-act": "reference" }),
    button(t("copy_link"), () => copied(location.href.split("#")[0] + store.address({ chosen: id, view: told.view || "map" }), linked), { "data-act": "link" }),
    told.report && page.report[words.language()] && element("a", { href: `${page.report[words.language()]}#${id}`, text: t("in_report") }));

  const close = () => button(t("close"), () => reading.choose(""), { className: "close" });
  const show = (id, place, bit, { focus }) => {
    const found = find(place, id);
    if (!found) return hide();
    const told = parts(found, place, bit);
    const title = element("h2", { id: "panel-title", tabindex: "-1", text: told.title, lang: told.lang });
    panel.replaceChildren(
      element("header", {}, element("div", {}, element("p", { className: "kicker", text: told.kicker }), title), close()),
      ...told.body.flat(Infinity).filter(Boolean), actions(id, told), ...told.sections.filter(Boolean));
    panel.hidden = false;
    if (focus) {
      panel.scrollTop = 0;
      title.focus({ preventScroll: true });
      const { top, bottom } = title.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) title.scrollIntoView({ block: "start" });
    }
  };
  const hide = () => {
    panel.hidden = true;
    panel.replaceChildren();
  };
  return { show, hide };
};
