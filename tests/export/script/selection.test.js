import assert from "node:assert/strict";
import test from "node:test";
import { bitOf, createPlace, dayAt, rowsOf, stateAt, versionAt } from "../place.js";
import { counts, ofTier, select } from "../selection.js";

const record = () => ({
  things: [
    { id: "a", name: "A", kind: "political", sectors: ["school"], on: 3, known: 3 },
    { id: "b", name: "B", kind: "external", sectors: ["police"], on: 2, known: 2 },
    { id: "f", name: "F", kind: "structure", levels: ["political"], groups: ["g"], on: 1, known: 3 },
  ],
  ties: [{ a: "a", b: "f", row: "r1", on: 1, known: 3 }, { a: "b", b: "f", row: "r2", on: 0, known: 2 }],
  gaps: [
    { id: "g1", tier: "stated", mark: "stated", rank: 1, severity: "low", between: ["a", "b"], known: [{ on: 1, mark: "contested", rank: 2 }, { on: 2 }] },
    { id: "g2", tier: "structural", mark: "structural", rank: 1, severity: "high", at: ["f"], lines: [{ rule: "G2" }, { rule: "G2" }], known: [{ on: 2 }] },
    { id: "g3", tier: "stated", mark: "stated", rank: 2, severity: "high", known: [{ on: 1, rank: 1 }, { on: 2 }] },
  ],
  dates: [{ bit: 1, key: "2019", day: "2019-12-31" }, { bit: 4, key: "2021-05-06", day: "2021-05-06" }],
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
  assert.equal(versionAt(selection.gaps[0].gap, 1).mark, "contested");
  assert.deepEqual(selection.gaps.map(({ gap }) => gap.id), ["g1", "g3"]);
});

test("a structure has the sectors of those who take part, and they its levels", () => {
  assert.deepEqual(ids(shown({ sector: ["police"] }, 2)), ["b", "f"]);
  assert.deepEqual(ids(shown({ level: ["political"] }, 2)), ["a", "b", "f"]);
  assert.deepEqual(ids(shown({ kind: ["structure"], sector: ["school"] }, 2)), ["f"]);
});

test("gaps follow the filters for things and their own", () => {
  assert.deepEqual(shown({ kind: ["structure"] }, 2).gaps.map(({ gap }) => gap.id), ["g2"]);
  assert.deepEqual(shown({ tier: ["stated"] }, 2).gaps.map(({ gap }) => gap.id), ["g1", "g3"]);
  assert.deepEqual(shown({ rule: ["G2"] }, 2).gaps.map(({ gap }) => gap.id), ["g2"]);
  assert.deepEqual(shown({ severity: ["high"] }, 2).gaps.map(({ gap }) => gap.id), ["g2", "g3"]);
});

test("a count says what the choice would leave", () => {
  const selection = shown({ kind: ["political"] }, 2);
  assert.deepEqual(Object.fromEntries(counts(selection, { kind: ["political"] }, "kind")), { political: 1, external: 1, structure: 1 });
  assert.deepEqual(Object.fromEntries(counts(selection, { kind: ["political"] }, "sector")), { school: 1 });
  assert.deepEqual(Object.fromEntries(counts(shown({}, 2), {}, "tier")), { stated: 2, structural: 1 });
  assert.deepEqual(Object.fromEntries(counts(shown({}, 2), {}, "rule")), { G2: 1 });
});

test("a tier is a list of its own, in the order of its places at the date", () => {
  assert.deepEqual(ofTier(shown({}, 2).gaps, "stated").map(({ gap }) => gap.id), ["g1", "g3"]);
  assert.deepEqual(ofTier(shown({}, 1).gaps, "stated").map(({ gap }) => gap.id), ["g3", "g1"]);
  assert.deepEqual(ofTier(shown({}, 2).gaps, "expected"), []);
});

test("a date that a municipality does not have is its own date", () => {
  const place = createPlace(record());
  assert.deepEqual(["2019", "2020", ""].map((key) => bitOf(place, key)), [1, 4, 4]);
  assert.equal(dayAt(place, 4), "2021-05-06");
});

test("an item rests on all rows that it names, each once", () => {
  const stated = { by: ["r1"], voices: ["A"], contested: [{ by: "B", row: "r2" }], replies: ["r1", "r3"], unread: true };
  assert.deepEqual(rowsOf({ stated, required_by: [{ row: "r4" }] }), ["r1", "r3", "r2", "r4"]);
  assert.deepEqual(rowsOf({ support: ["r5"] }), ["r5"]);
});

test("claims that speak against each other know of one another", () => {
  const { claims } = createPlace(record());
  assert.deepEqual([...claims[0].opposed], [1]);
  assert.deepEqual([...claims[1].opposed], [0]);
});
