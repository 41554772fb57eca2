// The dates of the map: which is chosen, and the slider that chooses.
import { element } from "./text.js";

export const createSlider = ({ words, store, reading }) => {
  const holder = document.getElementById("times"), slider = document.getElementById("date"), out = document.getElementById("date-told");
  const ticks = document.getElementById("date-ticks");
  let moving = false, dates = []; // one drag is one step of the history
  const keyAt = (at) => (at === dates.length - 1 ? "" : dates[at].key);
  const told = (at) => words.date(dates[at].day);
  const dated = (at) => words.t("as_of_date", { date: told(at) });
  slider.addEventListener("input", () => {
    store.set({ date: keyAt(Number(slider.value)) }, { replace: moving });
    moving = true;
  });
  slider.addEventListener("change", () => {
    moving = false;
    reading.announce(dated(Number(slider.value)));
  });
  // Each municipality has the dates of its own sources.
  const use = (found) => {
    dates = found;
    slider.max = String(dates.length - 1);
    ticks.replaceChildren(...dates.map((date) => element("span", { text: date.day.slice(0, 4) })));
  };
  return (state, place) => {
    holder.hidden = !place || place.dates.length < 2;
    out.parentElement.hidden = !place;
    if (!place) return;
    if (dates !== place.dates) use(place.dates);
    const found = dates.findIndex((one) => one.key === state.date), at = found < 0 ? dates.length - 1 : found;
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", dated(at));
    out.textContent = told(at);
    [...ticks.children].forEach((tick, number) => tick.classList.toggle("now", number === at));
  };
};
