// The dates of the map: which is chosen, and the slider that chooses.
export const bitOf = (page, date) => {
  const at = page.dates.findIndex((one) => one.key === date);
  return 1 << (at < 0 ? page.dates.length - 1 : at);
};

export const createSlider = ({ page, words, store, reading }) => {
  const holder = document.getElementById("times"), slider = document.getElementById("date"), out = document.getElementById("date-told");
  const last = page.dates.length - 1;
  let moving = false; // one drag is one step of the history
  holder.hidden = last === 0;
  slider.max = String(last);
  const keyAt = (at) => (at === last ? "" : page.dates[at].key);
  const dated = (at) => words.t("as_of_date", { date: words.date(page.dates[at].day) });
  slider.addEventListener("input", () => {
    store.set({ date: keyAt(Number(slider.value)) }, { replace: moving });
    moving = true;
  });
  slider.addEventListener("change", () => {
    moving = false;
    reading.announce(dated(Number(slider.value)));
  });
  const ticks = document.getElementById("date-ticks");
  ticks.replaceChildren(...page.dates.map((date) => {
    const tick = document.createElement("span");
    tick.textContent = date.day.slice(0, 4);
    return tick;
  }));
  return (state) => {
    const at = page.dates.findIndex((one) => one.key === state.date);
    slider.value = String(at < 0 ? last : at);
    slider.setAttribute("aria-valuetext", dated(Number(slider.value)));
    out.textContent = words.date(page.dates[Number(slider.value)].day);
    [...ticks.children].forEach((tick, number) => tick.classList.toggle("now", number === Number(slider.value)));
  };
};
