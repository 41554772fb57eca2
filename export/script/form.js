// A form of questions for one body, as a page of its own: its cards stand open.
import { createWords } from "./words.js";
import { createCards } from "./cards.js";

const page = JSON.parse(document.getElementById("data").textContent);
const words = createWords(page, () => page.language);
const live = document.getElementById("live");
const announce = (text) => { live.textContent = text; };
const nothing = { told: [], at: [[]] };
const place = { ...page.place, open: true, things: new Map(), byRow: new Map(), not_asked: nothing };
document.getElementById("form").replaceChildren(createCards({ page, words, reading: { announce } })({ place, bit: 1 }));
