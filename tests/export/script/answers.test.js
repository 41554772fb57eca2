import test from "node:test";
import assert from "node:assert/strict";
import { answerRows, createAnswers, isDate, trouble } from "../answers.js";

const GOAL = { row: "ort/rad", element: "goal" }, MONEY = { row: "ort/rad", element: "money" };
const storeOf = (kept = new Map()) => () => ({ getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) });
const none = () => { throw new Error("SecurityError"); };
const made = (store, day = "2025-02-03") => createAnswers("ort", store, () => day);

test("what is answered is there when the page is opened again, with the day of the answer", () => {
  const store = storeOf();
  made(store).set(GOAL, { answer: "exists", by: "ort/ks" });
  const again = made(store, "2025-02-04");
  assert.deepEqual(again.get(GOAL), { answer: "exists", place: "", since: "", by: "ort/ks", date: "2025-02-03" });
  assert.deepEqual(again.answered([GOAL, MONEY]), [GOAL]);
  assert.equal(again.lasts(), true);
});

test("the body that answered last is proposed for the next answer, and can be changed", () => {
  const answers = made(storeOf());
  answers.set(GOAL, { answer: "exists" });
  assert.equal(answers.get(GOAL).by, "");
  answers.set(GOAL, { by: "ort/ks" });
  answers.set(MONEY, { answer: "does-not-exist" });
  assert.equal(answers.get(MONEY).by, "ort/ks");
  answers.set(MONEY, { by: "ort/bun" });
  assert.deepEqual([GOAL, MONEY].map((one) => answers.get(one).by), ["ort/ks", "ort/bun"]);
});

test("without a store the answers last as long as the page, and it says so", () => {
  const answers = made(none);
  answers.set(GOAL, { answer: "exists" });
  assert.equal(answers.get(GOAL).answer, "exists");
  assert.equal(answers.lasts(), false);
});

test("a store that holds something else gives no answers", () => {
  for (const held of ["", "[", "null", "7", '{"ort/rad goal":{"answer":{"x":1}}}', '{"ort/rad goal":null}']) {
    const answers = made(storeOf(new Map([["mellanrum-answers-ort", held]])));
    assert.deepEqual(answers.answered([GOAL]), [], held);
  }
});

test("an answer taken back is no answer, and all can be removed and brought back", () => {
  const answers = made(storeOf());
  answers.set(GOAL, { answer: "exists" });
  const before = answers.replace({});
  assert.deepEqual(answers.answered([GOAL]), []);
  answers.replace(before);
  assert.deepEqual(answers.answered([GOAL]), [GOAL]);
  answers.set(GOAL, { answer: "" });
  assert.deepEqual(answers.answered([GOAL]), []);
});

test("an answer needs a body, and what exists a time that is one", () => {
  assert.equal(trouble({ answer: "exists", by: "" }).field, "by");
  assert.equal(trouble({ answer: "exists", by: "ks", since: "i våras" }).field, "since");
  assert.equal(trouble({ answer: "does-not-exist", by: "ks", since: "i våras" }), null);
  assert.equal(trouble({ answer: "exists", by: "ks", since: "" }), null);
  const dates = { 2023: true, "2023-04": true, "2023-04-01": true, "2023-13": false, "23-04": false, "2023-4": false };
  for (const [text, right] of Object.entries(dates)) assert.equal(isDate(text), right, text);
});

test("a row is written under the columns, and only what exists has a place and a time", () => {
  const columns = [["answersAbout", ["om", "about"]], ["element", "element"], ["answer", "svar"], ["answerPlace", "var"], ["validFrom", "sedan"],
    ["answeredBy", "från"], ["date", "datum"], ["note", "anmärkning"]];
  const words = { say: (text) => (Array.isArray(text) ? text[1] : text), concept: (key) => key.toUpperCase() };
  const one = { place: "i planen", since: "2023", by: "granne/ks", date: "2025-02-03" };
  const rows = answerRows(columns, words, "ort", [[GOAL, { ...one, answer: "exists" }], [MONEY, { ...one, answer: "does-not-exist" }]]);
  assert.deepEqual(rows, [
    ["about", "element", "svar", "var", "sedan", "från", "datum", "anmärkning"],
    ["rad", "ELEMENT/GOAL", "ANSWER/EXISTS", "i planen", "2023", "granne/ks", "2025-02-03", ""],
    ["rad", "ELEMENT/MONEY", "ANSWER/DOES-NOT-EXIST", "", "", "granne/ks", "2025-02-03", ""],
  ]);
});
