// Puts the page together: one state, and four views of it.
import { element } from "./text.js";
import { FACETS, VIEWS, initial, serialise } from "./state.js";
import { createStore } from "./store.js";
import { createWords } from "./words.js";
import { createPlaces, showIndex } from "./places.js";
import { ofTier, select, totals } from "./selection.js";
import { bitOf, find } from "./place.js";
import { createSlider } from "./times.js";
import { createFacets } from "./facets.js";
import { createClaims } from "./claims.js";
import { createPanel } from "./panel.js";
import { createSearch } from "./searchbox.js";
import { createOverview } from "./overview.js";
import { createForum } from "./forum.js";
import { createMapView } from "./map_view.js";
import { createTableView } from "./table_view.js";
import { createSaving } from "./saving.js";
import { createAnatomy } from "./anatomy.js";
import { createAnatomyView } from "./anatomy_view.js";

const by = (id) => document.getElementById(id);
const page = JSON.parse(by("data").textContent);
const FEW = 3; // more municipalities than this begin with a list of them
const defaults = initial({ language: page.language, view: page.view, place: page.index.length <= FEW ? page.index[0]?.id ?? "" : "" });
const store = createStore(defaults);
const words = createWords(page, () => store.get().language);
const places = createPlaces(page);

let opener = null, seeking = false, selection = null;
const announce = (text) => {
  const live = by("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
};
// What is to be seen as well as heard, for a while.
let hush = 0;
const tell = (text) => {
  clearTimeout(hush);
  announce(text);
  by("live").className = "toast";
  hush = setTimeout(() => { by("live").className = "unseen"; }, 6000);
};
// To what was chosen from, or what stands for it now.
const goBack = () => {
  const again = opener?.isConnected ? opener : document.querySelector(`.middle > :not([hidden]) [data-ref="${CSS.escape(opener?.dataset.ref || "")}"]`);
  again?.focus();
};
const choose = (id, { place, opener: from } = {}) => {
  if (from && !by("panel").contains(from)) opener = from;
  seeking = Boolean(id);
  const at = place || store.get().place;
  if (id && id === store.get().chosen && at === store.get().place) return render(store.get(), null);
  store.set({ chosen: id, place: at });
  if (!id) goBack();
  return undefined;
};
const reading = { choose, announce, tell };
const context = { page, words, store, reading, places };
context.claims = createClaims(context);
context.anatomy = createAnatomy(context);

const facets = createFacets(context), panel = createPanel(context), slider = createSlider(context);
const views = { overview: createOverview(context), anatomy: createAnatomyView(context), forum: createForum(context), map: createMapView(context), table: createTableView(context) };
createSearch(context);
createSaving({ ...context, current: () => ({ state: store.get(), selection, filters: selection ? facets.told(selection.place, store.get().filters) : "", picture: (wide) => selection && views[store.get().view].picture(store.get(), selection, wide) }) });

// -- what does not depend on the view ---------------------------------------------------------

const translate = () => {
  document.documentElement.lang = words.language();
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = words.t(one.dataset.t);
  for (const one of document.querySelectorAll("[data-t-label]")) one.setAttribute("aria-label", words.t(one.dataset.tLabel));
  for (const one of document.querySelectorAll("[data-language]")) one.setAttribute("aria-pressed", String(one.dataset.language === words.language()));
  for (const one of document.querySelectorAll("a[data-link]")) {
    const address = page.links[words.language()]?.[one.dataset.link];
    one.hidden = !address;
    if (address) one.setAttribute("href", address);
  }
};
const heading = (state, place) => {
  const name = place ? words.say(place.name) : words.joined(page.index.length <= FEW ? page.index.map((one) => words.say(one.name)) : []);
  const title = name ? `${words.t("title")}: ${name}` : words.t("title");
  by("title").replaceChildren(`${words.t("title")}${name ? ": " : ""}`, element("span", { text: name, lang: place ? words.foreign(place.name, place.lang) : undefined }));
  document.title = `${title} – ${words.t(`view_${state.view}`)}`;
};
const placeChoice = (state) => {
  const choice = by("place");
  choice.closest(".choose-place").hidden = page.index.length < 2;
  const all = page.index.length > FEW ? [element("option", { value: "", text: words.t("all_municipalities") })] : [];
  choice.replaceChildren(...all, ...page.index.map((entry) => element("option", { value: entry.id, text: words.say(entry.name), lang: words.foreign(entry.name, entry.lang) })));
  choice.value = state.place;
};
const tabs = (state) => {
  for (const view of VIEWS) {
    by(`tab-${view}`).setAttribute("aria-current", state.view === view ? "page" : "false");
    by(`view-${view}`).hidden = state.view !== view || !state.place;
  }
  by("narrow").hidden = !["forum", "map"].includes(state.view);
  by("legend").hidden = state.view !== "map" || !state.place;
  for (const id of ["save-svg", "save-png", "save-wide-choice"]) by(id).hidden = state.view === "table";
};
const summary = (state, place) => {
  const { bodies, structures } = totals(selection);
  const filters = facets.told(place, state.filters);
  const shown = words.t("shown", { bodies: words.number(bodies), structures: words.number(structures), tiers: page.order.tier.map((tier) => `${words.t(`tier_${tier}`).toLowerCase()} ${words.number(ofTier(selection.gaps, tier).length)}`).join(", ") });
  by("summary").textContent = `${shown}${filters ? ` ${words.t("filtered_for", { filters })}` : ""}`;
  by("filters-told").textContent = FACETS.some((facet) => state.filters[facet]?.length) ? String(FACETS.reduce((sum, facet) => sum + (state.filters[facet]?.length || 0), 0)) : "";
};

// -- one state, shown -------------------------------------------------------------------------

const settled = (state) => {
  if (state.place && !page.index.some((entry) => entry.id === state.place)) return { place: defaults.place };
  const needs = state.chosen && !(state.place && isHere(state));
  const place = needs ? places.having(state.chosen) : "";
  if (place && place !== state.place) return { place };
  if (!state.place) return null;
  const here = places.open(state.place), now = here.replaced.get(state.chosen);
  return now && !here.gaps.has(state.chosen) ? { chosen: now } : unknownEnds(state, here);
};
// A way or surroundings of what is not here are not looked for.
const unknownEnds = (state, place) => {
  const known = (id) => place.things.has(id), focus = state.focus.filter(known);
  const [from, to] = [state.from, state.to].map((id) => (known(id) ? id : ""));
  const changed = from !== state.from || to !== state.to || focus.length !== state.focus.length;
  return changed ? { from, to, focus } : null;
};
const sameButChosen = (one, other) => serialise({ ...one, chosen: "" }, defaults) === serialise({ ...other, chosen: "" }, defaults);
const isHere = (state) => {
  return Boolean(find(places.open(state.place), state.chosen));
};
const render = (state, before) => {
  const change = settled(state);
  if (change) return store.set(change, { replace: true });
  if (!before || before.language !== state.language) translate();
  const place = state.place ? places.open(state.place) : null;
  heading(state, place);
  placeChoice(state);
  slider(state, place);
  tabs(state);
  by("index").hidden = Boolean(place);
  by("frame").classList.toggle("bare", !place);
  if (!place) {
    panel.hide();
    selection = null;
    return showIndex(by("index"), context);
  }
  const bit = bitOf(place, state.date);
  selection = select(place, state, bit);
  facets.show(place, selection, state);
  summary(state, place);
  if (state.chosen) panel.show(state.chosen, place, bit, { focus: seeking });
  else panel.hide();
  views[state.view].show(state, selection, { onlyChosen: Boolean(before) && sameButChosen(state, before) });
  if (before && before.filters !== state.filters) announce(by("summary").textContent);
  // What an address names is brought into sight; what was chosen here is there already.
  if (state.chosen && !seeking && before?.chosen !== state.chosen) by(`view-${state.view}`).querySelector("[data-chosen]")?.scrollIntoView({ block: "center", inline: "center" });
  seeking = false;
  return undefined;
};

const bind = () => {
  for (const one of document.querySelectorAll("[data-view]")) one.addEventListener("click", () => store.set({ view: one.dataset.view }));
  for (const view of VIEWS) by(`tab-${view}`).addEventListener("click", () => store.set({ view, sort: "" }));
  for (const one of document.querySelectorAll("[data-language]")) one.addEventListener("click", () => store.set({ language: one.dataset.language }));
  by("place").addEventListener("change", (event) => store.set({ place: event.target.value, chosen: "", focus: [], open: [], from: "", to: "", filters: {} }));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ref]");
    if (button) choose(button.dataset.ref, { opener: button });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !store.get().chosen) return;
    choose("");
  });
  const wide = matchMedia("(min-width: 100rem)");
  by("filters").open = wide.matches;
};

// The page is there without scripts; from here on it can be asked.
document.documentElement.classList.add("scripted");
for (const one of document.querySelectorAll(".still")) one.remove();
bind();
store.on(render);
store.start();
