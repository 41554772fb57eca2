// Answers to the question cards: kept in the browser, and as rows of the table of answers.
export const keyOf = ({ row, element, norms = [] }) => [row, element, ...norms].join(" ");
export const isDate = (text) => /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text);

const NAME = "mellanrum-answers-";
const FIELDS = ["answer", "place", "since", "by", "date"];
const cleaned = (found) => Object.fromEntries(Object.entries(found || {}).map(([key, one]) =>
  [key, Object.fromEntries(FIELDS.map((field) => [field, typeof one?.[field] === "string" ? one[field] : ""]))]));

// A page from disk, or in a frame, may have no store: the answers then last as long as the page.
const stored = (store, name) => {
  try {
    return cleaned(JSON.parse(store().getItem(name)));
  } catch {
    return {};
  }
};

export const createAnswers = (id, store, today, first = "") => {
  const name = NAME + id;
  let kept = stored(store, name), last = first, lasting = true;
  const keep = () => {
    try {
      store().setItem(name, JSON.stringify(kept));
      lasting = true;
    } catch {
      lasting = false;
    }
  };
  const get = (question) => kept[keyOf(question)] || {};
  const set = (question, changes) => {
    const key = keyOf(question), empty = { answer: "", place: "", since: "", by: last };
    kept = { ...kept, [key]: { ...empty, ...kept[key], ...changes, date: today() } };
    last = changes.by ?? last;
    keep();
  };
  const replace = (all) => {
    const before = kept;
    kept = all;
    keep();
    return before;
  };
  return {
    get, set, replace,
    lasts: () => lasting,
    answered: (questions) => questions.filter((one) => get(one).answer),
  };
};

// What is wrong with an answer: which field, and the word for it.
export const trouble = (answer) => {
  if (!answer.by) return { field: "by", word: "need_body" };
  return answer.answer === "exists" && answer.since && !isDate(answer.since) ? { field: "since", word: "need_date" } : null;
};

// The rows of the table, the headings first; ids are as in the dataset itself.
export const answerRows = (columns, words, dataset, answered) => {
  const bare = (id) => (id.startsWith(`${dataset}/`) ? id.slice(dataset.length + 1) : id);
  const cells = ([question, one]) => ({
    answersAbout: bare(question.row),
    element: words.concept(`element/${question.element}`),
    answer: words.concept(`answer/${one.answer}`),
    answerPlace: one.answer === "exists" ? one.place : "",
    validFrom: one.answer === "exists" ? one.since : "",
    answeredBy: bare(one.by),
    date: one.date,
    normId: (question.norms || []).join("; "),
  });
  return [columns.map(([, name]) => words.say(name)), ...answered.map((one) => columns.map(([key]) => cells(one)[key] ?? ""))];
};
