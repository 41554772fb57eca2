import assert from "node:assert/strict";
import test from "node:test";
import { createPlace, stateAt, versionAt } from "../place.js";
import { counts, foremost, select } from "../selection.js";

const record = () => ({
  things: [
    { id: "a", name: "A", kind: "political", sectors: ["school"], on: 3, known: 3 },
    { id: "b", name: "B", kind: "external", sectors: ["police"], on: 2, known: 2 },
    { id: "f", name: "F", kind: "structure", levels: ["political"], groups: ["g"], on: 1, known: 3 },
  ],
  ties: [{ a: "a", b: "f", row: "r1", on: 1, known: 3 }, { a: "b", b: "f", row: "r2", on: 0, known: 2 }],
  gaps: [
    { id: "g1", rule: "G1", severity: "low", between: ["a", "b"], known: [{ on: 1, evidence: "undocumented" }, { on: 2, evidence: "stated" }] },
    { id: "g2", rule: "G2", severity: "high", at: ["f"], known: [{ on: 2, evidence: "structural" }] },
    { id: "g3", rule: "G3", severity: "high", known: [{ on: 3, evidence: "undocumented" }] },
  ],
  claims: [{ against: [1] }, {}], rows: {}, documents: [],
});
const shown = (filters, bit) => select(createPlace(record()), { filters }, bit);
const ids = (selection) => [...selection.things.keys()];

test("what has ended is a ghost, what has not begun is not there", () => {
  assert.equal(stateAt({ on: 1, known: 3 }, 2), "ghost");
  assert.equal(stateAt({ on: 2, known: 2 }, 1), "");
  assert.deepEqual([...shown({}, 2).things.values()].map((entry) => entry.state), ["on", "on", "ghost"]);
});

test("a gap brings the bodies it is between, though they are not there yet", () => {
  const selection = shown({}, 1);
  assert.equal(selection.things.get("b").state, "ghost");
  assert.equal(versionAt(selection.gaps[0].gap, 1).evidence, "undocumented");
  assert.deepEqual(selection.gaps.map(({ gap }) => gap.id), ["g1", "g3"]);
});

test("a structure has the sectors of those who take part, and they its levels", () => {
  assert.deepEqual(ids(shown({ sector: ["police"] }, 2)), ["b", "f"]);
  assert.deepEqual(ids(shown({ level: ["political"] }, 2)), ["a", "b", "f"]);
  assert.deepEqual(ids(shown({ kind: ["structure"], sector: ["school"] }, 2)), ["f"]);
});

test("gaps follow the filters for things and their own", () => {
  assert.deepEqual(shown({ kind: ["structure"] }, 2).gaps.map(({ gap }) => gap.id), ["g2"]);
  assert.deepEqual(shown({ evidence: ["stated"] }, 2).gaps.map(({ gap }) => gap.id), ["g1"]);
  assert.deepEqual(shown({ severity: ["high"] }, 2).gaps.map(({ gap }) => gap.id), ["g2", "g3"]);
});

test("a count says what the choice would leave", () => {
  const selection = shown({ kind: ["political"] }, 2);
  assert.deepEqual(Object.fromEntries(counts(selection, { kind: ["political"] }, "kind")), { political: 1, external: 1, structure: 1 });
  assert.deepEqual(Object.fromEntries(counts(selection, { kind: ["political"] }, "sector")), { school: 1 });
});

test("grave and stated gaps come first, one of each rule before a second", () => {
  const order = { severity: ["high", "medium", "low"], evidence: ["stated", "contested", "structural", "undocumented"] };
  const gap = (rule, severity, evidence) => ({ gap: { rule, severity }, version: { evidence } });
  const all = [gap("A", "low", "stated"), gap("B", "high", "undocumented"), gap("B", "high", "stated"), gap("C", "high", "structural")];
  assert.deepEqual(foremost(all, 3, order).map((entry) => entry.gap.rule + entry.version.evidence), ["Bstated", "Cstructural", "Astated"]);
  assert.equal(foremost(all, 9, order).length, 4);
});

test("claims that speak against each other know of one another", () => {
  const { claims } = createPlace(record());
  assert.deepEqual([...claims[0].opposed], [1]);
  assert.deepEqual([...claims[1].opposed], [0]);
});
