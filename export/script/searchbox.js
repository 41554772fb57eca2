// The search box: suggestions by name, chosen with the keyboard or the pointer.
import { element, fold } from "./text.js";
import { keysOf, lookUp } from "./search.js";

const MOST = 12;

export const createSearch = ({ page, words, store, reading }) => {
  const box = document.getElementById("search"), found = document.getElementById("found");
  const hits = document.getElementById("hits");
  const entries = page.index.flatMap((place) =>
    place.names.map((entry) => ({ ...entry, place: place.id, where: place, folded: keysOf(entry), kinds: (entry.of || []).flatMap((key) => page.concepts[key] ?? []).map(fold) })));

  const close = () => {
    found.hidden = true;
    box.setAttribute("aria-expanded", "false");
  };
  const open = (entry) => {
    close();
    reading.choose(entry.id, { place: entry.place, opener: box });
  };
  const about = (entry) => {
    const kind = words.capital(words.concept(entry.kind));
    return page.index.length > 1 ? `${kind}, ${words.say(entry.where.name)}` : kind;
  };
  const suggestion = (entry) =>
    element("li", {}, element("button", { type: "button", "data-hit": entry.id, on: { click: () => open(entry) } },
      element("span", { text: words.say(entry.name), lang: words.foreign(entry.name, entry.where.lang) }),
      element("small", { text: about(entry) })));
  const show = () => {
    const all = lookUp(entries, box.value, store.get().place), shown = all.slice(0, MOST);
    found.replaceChildren(...shown.map(suggestion));
    found.hidden = !shown.length;
    box.setAttribute("aria-expanded", String(shown.length > 0));
    const key = !all.length ? "hits_none" : all.length === 1 ? "hits_one" : all.length > MOST ? "hits_more" : "hits_many";
    hits.textContent = box.value.trim() ? words.t(key, { count: all.length, shown: shown.length }) : "";
    hits.classList.toggle("unseen", all.length > 0 || !box.value.trim());
  };
  const keyed = (event) => {
    const buttons = [...found.querySelectorAll("button")], now = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && now < 0 && buttons.length && !found.hidden) {
      event.preventDefault();
      buttons[0].click();
    }
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      const next = now + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? box : buttons[Math.min(next, buttons.length - 1)])?.focus();
    }
    if (event.key === "Escape" && !found.hidden) {
      event.stopPropagation();
      close();
      box.focus();
    }
  };
  box.addEventListener("input", show);
  box.addEventListener("focus", () => { if (box.value.trim()) show(); });
  box.parentElement.addEventListener("keydown", keyed);
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
};
