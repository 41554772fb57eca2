// The municipalities of the file: each is decoded when it is opened, and not before.
import { button, element } from "./text.js";
import { createPlace, find } from "./place.js";

export const createPlaces = (page) => {
  const known = new Map();
  const open = (id) => {
    const at = page.index.findIndex((entry) => entry.id === id);
    if (at < 0) return null;
    if (!known.has(id)) known.set(id, createPlace(JSON.parse(document.getElementById(`data-${at}`).textContent)));
    return known.get(id);
  };
  // Where something is that an address names without saying in which municipality.
  const having = (name) => {
    const named = page.index.find((entry) => entry.names.some((one) => one.id === name));
    return (named || page.index.find((entry) => find(open(entry.id), name)))?.id ?? "";
  };
  return { open, having };
};

export const showIndex = (holder, { page, words, store }) => {
  const { t } = words;
  holder.replaceChildren(
    element("h2", { text: t("municipalities") }),
    element("p", { text: t("municipalities_about", { count: words.number(page.index.length) }) }),
    element("ul", { className: "places" }, page.index.map((entry) => element("li", {},
      button(words.say(entry.name), () => store.set({ place: entry.id, chosen: "" }),
        { className: "plain", "data-place": entry.id, lang: words.foreign(entry.name, entry.lang) }),
      element("span", { className: "muted", text: ` ${t("place_figures", { bodies: words.number(entry.bodies), structures: words.number(entry.structures), sources: words.number(entry.sources) })}` })))));
};
