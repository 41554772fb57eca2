// The question cards: what each asks, the fields to answer it in, and what was not asked.
import { element, link, withLinks } from "./text.js";
import { createFields } from "./fields.js";
import { keyOf } from "./answers.js";

const at = ({ told, at: dates }, bit) => dates[Math.log2(bit)].map((number) => told[number]);
const asksOf = (cards) => cards.flatMap((one) => (one.asks || []).map((asked) => ({ ...asked, says: one.lines?.[asked.line]?.says })));
// Bodies can answer; what is no body of the data cannot.
const bodiesOf = (place, words) => [...place.things.values()]
  .filter((thing) => !["structure", "sector"].includes(thing.kind))
  .sort((one, other) => words.say(one.name).localeCompare(words.say(other.name), "sv"));

export const createCards = (context) => {
  const { words } = context, { t } = words;
  const fields = createFields({ ...context, announce: context.reading.announce });
  const title = (place, one) => {
    const name = words.say(one.title), lang = words.foreign(one.title, place.lang);
    const leads = one.ref && (place.things.has(one.ref) || place.byRow.has(one.ref));
    return element("p", { className: "title" }, leads ? link(name, one.ref, lang) : element("span", { text: name, lang }));
  };
  const card = (place, one, told) => element("li", {},
    title(place, one),
    one.focus && element("p", { className: "muted", text: `${t("focus")}: ${words.concept(`focus-reason/${one.focus}`)}` }),
    one.says && element("p", { text: words.say(one.says) }),
    (one.lines || []).map((line) => element("p", {}, withLinks(words, words.say(line.says), line.norms))),
    one.asks && fields.form(place, `${place.id} ${one.ref || ""}`, asksOf([one]), told));
  const questions = ({ place: whole, bit }) => {
    const place = { ...whole, bodies: whole.bodies ?? bodiesOf(whole, words) };
    const cards = at(place.cards, bit), not = at(place.not_asked, bit), all = asksOf(place.cards.told);
    const list = element("ul"), section = element("section", { className: "cards", "aria-labelledby": "cards" });
    const asked = [...new Map(all.map((one) => [keyOf(one), one])).values()];
    const shown = () => {
      const bar = fields.bar(place, asked, shown);
      list.replaceChildren(...cards.map((one) => card(place, one, bar.refresh)));
      section.replaceChildren(...[
        element("h2", { id: "cards", text: `${t("cards")} (${words.number(cards.length)})` }),
        element("p", { className: "muted", text: t(cards.length ? "cards_about" : "no_cards") }),
        asked.length > 0 && element("p", { className: "muted answers-about", text: t("answers_about") }),
        list, asked.length > 0 && bar.holder,
        not.length > 0 && element("details", { className: "not-asked" }, element("summary", { text: `${t("not_asked")} (${words.number(not.length)})` }),
          element("ul", {}, not.map((line) => element("li", { text: words.say(line) })))),
      ].filter(Boolean));
    };
    shown();
    return section;
  };
  return questions;
};
