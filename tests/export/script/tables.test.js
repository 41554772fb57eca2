import assert from "node:assert/strict";
import test from "node:test";
import { csv, tsv } from "../save.js";
import { perPage, sorted } from "../tables.js";
import { nextBox } from "../map_keys.js";
import { compact } from "../compact.js";

test("a formula becomes text, and quotes and line ends are kept in their cell", () => {
  assert.equal(csv([["a", "=1+1"], ["b\"c", "d\ne"]]), "\ufeffa,'=1+1\r\n\"b\"\"c\",\"d\ne\"\r\n");
  assert.equal(tsv([["a\tb", "@x"]]), "a b\t'@x");
});

test("rows are sorted by Swedish order, by number, and the other way", () => {
  const rows = ["Örebro", "alingsås", "Åmål", "Zinkgruvan"].map((text) => ({ cells: [{ text }] }));
  const names = (sort) => sorted(rows, ["name"], sort).map((row) => row.cells[0].text);
  assert.deepEqual(names("name"), ["alingsås", "Zinkgruvan", "Åmål", "Örebro"]);
  assert.deepEqual(names("-name"), ["Örebro", "Åmål", "Zinkgruvan", "alingsås"]);
  const counts = [10, 9, 100].map((number) => ({ cells: [{ text: String(number), number }] }));
  assert.deepEqual(sorted(counts, ["gaps"], "gaps").map((row) => row.cells[0].number), [9, 10, 100]);
  assert.deepEqual(sorted(rows, ["name"], "nonsense"), rows);
});

test("a table is paged only above ten thousand cells", () => {
  assert.equal(perPage(2000, 5), 2000);
  assert.equal(perPage(2001, 5), 200);
});

test("the cursor goes to the nearest box ahead", () => {
  const boxes = [{ id: "a", x: 0, y: 0 }, { id: "b", x: 100, y: 0 }, { id: "c", x: 50, y: 90 }, { id: "d", x: 0, y: 100 }];
  assert.equal(nextBox(boxes, boxes[0], [1, 0]).id, "b");
  assert.equal(nextBox(boxes, boxes[0], [0, 1]).id, "d");
  assert.equal(nextBox(boxes, boxes[0], [-1, 0]), null);
});

test("a smaller drawing keeps columns and bands, and no two boxes meet", () => {
  const place = { size: { gutter: 100, header: 50 }, lanes: [{ key: "l1" }, { key: "l2" }], bands: [{ key: "b1" }, { key: "b2" }] };
  const boxes = Array.from({ length: 40 }, (_, number) => ({ id: number, cell: `l${1 + (number % 2)}|b${1 + (number % 3 ? 1 : 0)}`, box: [150, 80] }));
  const { boxes: placed, ground } = compact(place, boxes);
  assert.equal(placed.length, 40);
  for (const one of placed) {
    const lane = ground.lanes[one.cell[1] - 1];
    assert.ok(one.x > lane.from && one.x < lane.to);
    for (const other of placed) {
      if (one === other) continue;
      assert.ok(Math.abs(one.x - other.x) >= (one.box[0] + other.box[0]) / 2 || Math.abs(one.y - other.y) >= (one.box[1] + other.box[1]) / 2);
    }
  }
});
