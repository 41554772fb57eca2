import assert from "node:assert/strict";
import test from "node:test";
import { initial, parse, serialise } from "../state.js";

const defaults = initial({ place: "boras", language: "sv" });

test("a state survives its address", () => {
  const state = { ...defaults, view: "map", place: "tyreso", date: "2019", chosen: "boras/ks", focus: ["boras/å,ä", "x=y&z"], steps: 2, gaps: false, filters: { sector: ["school", "police"], rule: ["G01"] } };
  assert.deepEqual(parse(`#${serialise(state, defaults)}`, defaults), state);
});

test("nothing is written of what is as it began", () => {
  assert.equal(serialise(defaults, defaults), "");
  assert.deepEqual(parse("", defaults), defaults);
});

test("an address without an equals sign names what is chosen", () => {
  assert.equal(parse("#boras%2Fks", defaults).chosen, "boras/ks");
});

test("what an address may not hold is put right", () => {
  const state = parse("#view=<script>&table=__proto__&language=xx&steps=99&f-nonsense=1&constructor=1&date=%E0%A4%A", defaults);
  assert.equal(state.view, "overview");
  assert.equal(state.table, "stated");
  assert.equal(state.language, "sv");
  assert.equal(state.steps, 3);
  assert.deepEqual(state.filters, {});
  assert.equal(state.date, "");
});
