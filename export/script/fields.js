// The fields in which a question of a card is answered, and the line below that saves the answers.
import { button, element } from "./text.js";
import { answerRows, createAnswers, keyOf, trouble } from "./answers.js";
import { csv, download } from "./save.js";

const today = () => {
  const now = new Date(), two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};
let fields = 0; // so that each has an id of its own

export const createFields = ({ page, words, announce }) => {
  const { t } = words, known = new Map();
  const answersOf = (place) => {
    if (!known.has(place.id)) known.set(place.id, createAnswers(place.id, () => localStorage, today, place.bodies.length === 1 ? place.bodies[0].id : ""));
    return known.get(place.id);
  };
  const counted = (count) => words.counted(count, "answers_one", "answers_many");

  const choice = (name, value, text, now, change) => element("label", {},
    element("input", { type: "radio", name, value, checked: now === value, on: { change } }), ` ${text}`);
  const labelled = (word, control, { className, form } = {}) => {
    control.id = `field-${fields += 1}`;
    return element("p", { className }, element("label", { for: control.id, text: t(word) },
      form && element("span", { className: "muted", text: ` ${t(form)}` })), control);
  };
  const bodies = (place, now) => element("select", { "data-field": "by" }, element("option", { value: "", text: "" }),
    place.bodies.map(({ id, name }) => element("option", { value: id, text: words.say(name), lang: words.foreign(name, place.lang), selected: id === now })));

  const question = (place, one, told) => {
    const answers = answersOf(place), now = answers.get(one), name = `answer-${fields += 1}`;
    const text = (field, max) => element("input", {
      type: "text", value: now[field], maxlength: max, autocomplete: "off", "data-field": field,
      on: { input: (event) => changed({ [field]: event.target.value.trim() }) },
    });
    const by = bodies(place, now.by), wrong = element("p", { className: "wrong", id: `${name}-wrong`, hidden: true });
    const changed = (changes) => {
      answers.set(one, changes);
      by.value = answers.get(one).by;
      wrong.hidden = true;
      holder.dataset.answer = answers.get(one).answer;
      for (const field of holder.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
      told();
    };
    by.addEventListener("change", () => changed({ by: by.value }));
    const choose = (event) => changed({ answer: event.target.value });
    const says = one.says && words.say(one.says), title = words.capital(words.concept(`element/${one.element}`));
    const holder = element("fieldset", { className: "answer", "data-question": keyOf(one), "data-answer": now.answer || "" },
      element("legend", {}, one.name && [element("span", { text: words.say(one.name), lang: words.foreign(one.name, place.lang) }), ": "], title,
        one.sign && element("span", { className: "muted", text: ` (${words.concept(`cell-sign/${one.sign}`)})` })),
      says && element("p", { className: "muted", text: says }),
      element("div", { className: "options" },
        page.order.answer.map((value) => choice(name, value, words.concept(`answer/${value}`), now.answer, choose)),
        element("span", { className: "no-answer" }, choice(name, "", t("no_answer"), now.answer || "", choose))),
      element("div", { className: "more" }, labelled("answer_place", text("place", 500), { className: "if-exists", form: "answer_few_words" }),
        labelled("answer_since", text("since", 10), { className: "if-exists", form: "answer_date_form" }), labelled("answer_by", by)),
      wrong);
    return holder;
  };

  // The fields of a card are made when it is opened: there may be many.
  const open = new Set();
  const form = (place, key, questions, told) => {
    const count = words.counted(questions.length, "questions_one", "questions_many");
    const said = element("span", { className: "count" }), summary = element("summary", {}, count, said);
    const recount = () => {
      const done = answersOf(place).answered(questions).length;
      said.textContent = done ? ` (${counted(done)})` : "";
      told();
    };
    const holder = element("details", { className: "answering" }, summary);
    const fill = () => {
      if (holder.open && holder.children.length === 1) holder.append(element("div", { className: "asked" }, questions.map((one) => question(place, one, recount))));
      open[holder.open ? "add" : "delete"](key);
    };
    holder.addEventListener("toggle", fill);
    Object.assign(holder, { fill, open: Boolean(place.open) || open.has(key) });
    fill();
    recount();
    return holder;
  };

  const show = (holder, key, { field, word }) => {
    for (const details of holder.querySelectorAll("details.answering")) {
      details.open = true;
      details.fill();
      const found = details.querySelector(`[data-question="${CSS.escape(key)}"]`);
      if (!found) continue;
      const control = found.querySelector(`[data-field="${field}"]`), wrong = found.querySelector(".wrong");
      wrong.textContent = t(word);
      wrong.hidden = false;
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", wrong.id);
      control.focus();
      return;
    }
  };
  // How many answers there are, and what can be done with them; `again` shows the cards anew.
  const bar = (place, questions, again) => {
    const answers = answersOf(place), told = element("p", { className: "told" });
    const say = (text) => { told.textContent = text; announce(text); };
    const save = () => {
      const given = answers.answered(questions), name = `${t("answers_file")}-${place.id}.csv`;
      for (const one of given) {
        const wrong = trouble(answers.get(one));
        if (!wrong) continue;
        say(t("not_yet_saved", { why: t(wrong.word) }));
        return show(holder.closest(".cards"), keyOf(one), wrong);
      }
      const rows = answerRows(page.answer_columns, words, place.id, given.map((one) => [one, answers.get(one)]));
      download(name, csv(rows), "text/csv;charset=utf-8");
      return say(t("answers_saved", { answers: counted(given.length), name }));
    };
    const clear = () => {
      const before = answers.replace({});
      again();
      const next = document.querySelector(".cards .saving-answers");
      next.querySelector(".told").textContent = t("answers_cleared");
      const undo = button(t("clear_undo"), () => { answers.replace(before); again(); });
      next.append(undo);
      undo.focus();
      announce(t("answers_cleared"));
    };
    const buttons = [button(t("save_answers"), save, { "data-act": "save-answers" }), button(t("clear_answers"), clear, { "data-act": "clear-answers" })];
    const count = element("strong"), unkept = element("p", { className: "muted", text: t("answers_not_kept"), hidden: true });
    const holder = element("div", { className: "saving-answers" }, count, buttons, told, unkept);
    const refresh = () => {
      const given = answers.answered(questions).length;
      count.textContent = counted(given);
      unkept.hidden = answers.lasts();
      for (const one of buttons) one.disabled = !given;
    };
    refresh();
    return { holder, refresh };
  };
  return { form, bar };
};

// On paper the forms stand open.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details.answering:not([open])")];
  for (const details of closed) {
    details.open = true;
    details.fill();
  }
});
addEventListener("afterprint", () => { for (const details of closed) details.open = false; });
