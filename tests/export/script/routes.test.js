import assert from "node:assert/strict";
import test from "node:test";
import { neighbourhood, path } from "../routes.js";

const ties = (pairs, state = "on") => pairs.map(([a, b]) => ({ tie: { a, b }, state }));

test("the shortest way is found, with both ends", () => {
  const found = path(ties([["a", "f"], ["b", "f"], ["b", "g"], ["c", "g"], ["a", "h"], ["x", "h"], ["x", "y"], ["y", "z"], ["z", "c"]]), "a", "c");
  assert.deepEqual(found, ["a", "f", "b", "g", "c"]);
});

test("there is no way over what does not stand, nor through a sector without a body", () => {
  assert.equal(path(ties([["a", "f"], ["b", "f"]], "ghost"), "a", "b"), null);
  assert.equal(path(ties([["a", "f"], ["sector:school", "f"], ["sector:school", "g"], ["b", "g"]]), "a", "b"), null);
});

test("a body is its own way", () => assert.deepEqual(path([], "a", "a"), ["a"]));

test("surroundings grow step by step, and stop at the cap", () => {
  const star = ties(Array.from({ length: 100 }, (_, number) => ["a", `n${number}`]));
  assert.equal(neighbourhood(star, ["a"], 1).ids.size, 61);
  assert.equal(neighbourhood(star, ["a"], 1).left, 40);
  const chain = ties([["a", "b"], ["b", "c"], ["c", "d"]]);
  assert.deepEqual([...neighbourhood(chain, ["a"], 2).ids], ["a", "b", "c"]);
});
