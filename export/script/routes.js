// Neighbourhoods, and the shortest way from one body to another.
import { gather } from "./text.js";

export const CAP = 60;

const beside = (ties) => {
  const found = new Map();
  for (const { tie } of ties) {
    gather(found, tie.a, tie.b);
    gather(found, tie.b, tie.a);
  }
  return found;
};

// Those within some steps of the centres, nearest first and at most so many; `left` tells how many
// more there were.
export const neighbourhood = (ties, centres, steps, most = CAP) => {
  const near = beside(ties), reached = new Map(centres.map((id) => [id, 0]));
  const left = new Set();
  let edge = [...centres];
  for (let step = 1; step <= steps; step += 1) {
    const next = [];
    for (const id of edge.flatMap((from) => near.get(from) || [])) {
      if (reached.has(id)) continue;
      if (reached.size - centres.length >= most) left.add(id);
      else {
        reached.set(id, step);
        next.push(id);
      }
    }
    edge = next;
  }
  return { ids: new Set(reached.keys()), left: left.size };
};

// The ids along a shortest way over what stands, both ends included; null where there is none.
// A sector that the sources name without a body joins nobody.
export const path = (ties, from, to) => {
  const near = beside(ties.filter((entry) => entry.state === "on"));
  const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const next = [];
    for (const id of edge) {
      if (id !== from && id.startsWith("sector:")) continue;
      for (const other of [...(near.get(id) || [])].sort()) {
        if (!before.has(other)) {
          before.set(other, id);
          next.push(other);
        }
      }
    }
    edge = next;
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let id = to; id !== null; id = before.get(id)) steps.unshift(id);
  return steps;
};
