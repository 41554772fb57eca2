import assert from "node:assert/strict";
import test from "node:test";
import { fill, fold } from "../text.js";
import { keysOf, lookUp } from "../search.js";

const entry = (name, keys, place = "p") => ({ id: name, name, keys, place, folded: keysOf({ name, keys }) });

test("diacritics, hyphens and capitals do not matter", () => {
  assert.equal(fold("  Förskole-Nämnden "), "forskole namnden");
  assert.equal(fold("ÅÄÖé"), "aaoe");
});

test("the name itself comes before its beginning, and that before a part", () => {
  const entries = [entry("Stora skolan"), entry("Skolan i byn"), entry("Skolan"), entry("Förskolan")];
  assert.deepEqual(lookUp(entries, "skolan", "p").map((one) => one.name), ["Skolan", "Skolan i byn", "Stora skolan", "Förskolan"]);
});

test("abbreviations and other names are found, those of the open municipality first", () => {
  const entries = [entry("Nämnd B", ["IFO"], "other"), entry("Nämnd A", ["IFO"], "p"), entry("Styrgrupp", ["SSPF"])];
  assert.deepEqual(lookUp(entries, "ifo", "p").map((one) => one.name), ["Nämnd A", "Nämnd B"]);
  assert.equal(lookUp(entries, "sspf", "p")[0].name, "Styrgrupp");
  assert.deepEqual(lookUp(entries, "  ", "p"), []);
});

test("another form of a word is found, after what holds the word itself", () => {
  const entries = [entry("De fristående skolorna", ["friskolor"]), entry("Friskola"), entry("Nämnden")];
  assert.deepEqual(lookUp(entries, "friskola", "p").map((one) => one.name), ["Friskola", "De fristående skolorna"]);
  assert.deepEqual(lookUp(entries, "nämnderna", "p").map((one) => one.name), ["Nämnden"]);
  assert.deepEqual(lookUp([entry("Politiska organ")], "polis", "p"), []);
});

test("a kind or sector is found by its label, after every name", () => {
  const entries = [{ ...entry("Enhet ett"), kinds: ["skola"] }, entry("Skolan")];
  assert.deepEqual(lookUp(entries, "skola", "p").map((one) => one.name), ["Skolan", "Enhet ett"]);
});

test("both languages of a name are searched", () => {
  assert.deepEqual(keysOf({ name: ["Skola", "School"] }), ["skola", "school"]);
});

test("a template keeps what it is not given, and fills nothing inside values", () => {
  assert.equal(fill("{a} {b}", { a: "{b}" }), "{b} {b}");
});
