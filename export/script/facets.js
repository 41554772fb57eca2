// The filters: a group of check boxes a facet, each value with the number it would leave.
import { button, element } from "./text.js";
import { FACETS } from "./state.js";
import { counts } from "./selection.js";

const SCHEME = { sector: "sector", level: "level", prevention: "prevention-level", status: "gap-status", severity: "severity" };

export const createFacets = ({ page, words, store }) => {
  const holder = document.getElementById("facets"), opened = new Set(["kind"]);
  const label = (place, facet, value) => {
    if (SCHEME[facet]) return words.capital(words.concept(`${SCHEME[facet]}/${value}`));
    if (facet === "kind" || facet === "mark") return words.capital(words.t(`${facet}_${value}`));
    if (facet === "tier") return words.t(`tier_${value}`);
    if (facet === "rule") return `${value} ${words.say(page.rules[value]?.title)}`;
    return words.say(place.groups[value]);
  };
  const ranked = (place, facet, values) => {
    const order = page.order[facet];
    if (order) return values.sort((one, other) => order.indexOf(one) - order.indexOf(other));
    return values.sort((one, other) => label(place, facet, one).localeCompare(label(place, facet, other), "sv", { numeric: true }));
  };
  const toggle = (facet, value, on) => {
    const now = store.get().filters, kept = (now[facet] || []).filter((other) => other !== value);
    store.set({ filters: { ...now, [facet]: on ? [...kept, value] : kept } });
  };
  const choice = (place, facet, value, count, chosen) => {
    const id = `f-${facet}-${value}`;
    const box = element("input", { type: "checkbox", id, checked: chosen, on: { change: (event) => toggle(facet, value, event.target.checked) } });
    const lang = facet === "group" ? words.foreign(place.groups[value] || "", place.lang) : undefined;
    return element("li", {}, element("label", { for: id },
      box, element("span", { text: label(place, facet, value), lang }), element("span", { className: "count", text: words.number(count) })));
  };
  const group = (place, selection, state, facet) => {
    const found = counts(selection, state.filters, facet), chosen = state.filters[facet] || [];
    const values = ranked(place, facet, [...new Set([...found.keys(), ...chosen])]);
    if (!values.length) return null;
    const open = opened.has(facet) || chosen.length > 0;
    const items = values.map((value) => choice(place, facet, value, found.get(value) || 0, chosen.includes(value)));
    const name = words.t(`facet_${facet}`);
    const details = element("details", { open, "data-facet": facet },
      element("summary", {}, name, chosen.length ? element("span", { className: "count", text: String(chosen.length) }) : null),
      element("div", { "aria-label": name, role: "group" }, element("ul", {}, items)));
    details.addEventListener("toggle", () => (details.open ? opened.add(facet) : opened.delete(facet)));
    return details;
  };
  // What is filtered for, as one line of text.
  const told = (place, filters) => FACETS
    .filter((facet) => filters[facet]?.length)
    .map((facet) => `${words.t(`facet_${facet}`)}: ${filters[facet].map((value) => label(place, facet, value)).join(", ")}`)
    .join("; ");
  const show = (place, selection, state) => {
    const focused = holder.contains(document.activeElement) ? document.activeElement.id : "";
    const any = FACETS.some((facet) => state.filters[facet]?.length);
    const clear = button(words.t("clear_filters"), () => store.set({ filters: {} }), { id: "clear-filters", disabled: !any });
    holder.replaceChildren(...FACETS.map((facet) => group(place, selection, state, facet)).filter(Boolean), clear);
    if (focused) document.getElementById(focused)?.focus();
  };
  return { show, told };
};
