// What the map draws of a selection: boxes and lines, one by one or gathered where they are many.
import { compact } from "./compact.js";
import { CAP, neighbourhood, path } from "./routes.js";
import { find } from "./place.js";

export const MOST = 500;

// The things that the rest fades behind: a way, the surroundings of some, or what is chosen.
export const lit = (selection, state) => {
  const { place, ties, gaps } = selection;
  if (state.from && state.to) return { ids: new Set(path(everything(selection), state.from, state.to) || [state.from, state.to]), left: 0 };
  if (state.focus.length && state.steps) return neighbourhood(ties, state.focus.filter((id) => place.things.has(id)), state.steps);
  const found = state.chosen ? find(place, state.chosen) : null;
  if (!found) return null;
  if (found.type === "gap") return found.gap.places.length ? { ids: new Set(found.gap.places), left: 0 } : null;
  if (found.type === "tie") return { ids: new Set([found.tie.a, found.tie.b]), left: 0 };
  const id = found.thing?.id ?? found.row; // of a cell, its row
  if (!place.things.has(id)) return null;
  const near = neighbourhood(ties, [id], 1);
  for (const { gap } of gaps) if (gap.between?.includes(id)) gap.between.forEach((id) => near.ids.add(id));
  return near;
};

// A way is sought over all that stands at the date, whatever is filtered for.
export const everything = (selection) => {
  const there = new Map(selection.there.map((entry) => [entry.thing.id, entry.state]));
  return selection.place.ties
    .filter((tie) => tie.on & selection.bit && there.has(tie.a) && there.has(tie.b))
    .map((tie) => ({ tie, state: "on" }));
};

const cellOf = (place, node) => {
  const within = (strips, at) => strips.find((strip) => at >= strip.from && at < strip.to) || strips.at(-1);
  return `${within(place.lanes, node.x).key}|${within(place.bands, node.y).key}`;
};

const nodesById = (place) => {
  place.nodeOf ||= new Map(place.nodes.map((node) => [node.id, { ...node, cell: cellOf(place, node) }]));
  return place.nodeOf;
};

// Which boxes stand for themselves: all where they are few; else those that someone has asked for.
const onTheirOwn = (selection, state, light) => {
  const ids = [...selection.things.keys()];
  if (ids.length <= MOST) return { own: new Set(ids), cut: 0 };
  const nodes = nodesById(selection.place), own = new Set([...(light?.ids || [])].filter((id) => selection.things.has(id)));
  let cut = 0;
  for (const cell of state.open) {
    const members = ids.filter((id) => nodes.get(id).cell === cell);
    members.slice(0, CAP).forEach((id) => own.add(id));
    cut += Math.max(0, members.length - CAP);
  }
  return { own, cut };
};

// A gap that a group hides one end of is told by a mark, as lines between groups would tell little.
const isLine = (gap, own) => gap.between?.every((id) => own.has(id));

const marksOf = (gaps, standIn, own) => {
  const found = new Map();
  const add = (id, kind) => {
    if (!found.has(id)) found.set(id, {});
    found.get(id)[kind] = (found.get(id)[kind] || 0) + 1;
  };
  for (const { gap, version } of gaps) {
    const ends = new Set(gap.places.map(standIn).filter(Boolean));
    if (!isLine(gap, own)) ends.forEach((id) => add(id, version.mark));
  }
  return found;
};

const lineKind = (entry) => (entry.state === "ghost" ? "lapsed" : entry.tie.rel ? "steering" : "participation");

// One line where several say the same; one that stands hides those that do not.
const tieLines = (ties, standIn) => {
  const found = new Map();
  for (const entry of ties) {
    const from = standIn(entry.tie.a), to = standIn(entry.tie.b);
    if (!from || !to || from === to) continue;
    const key = `${from}>${to}>${Boolean(entry.tie.rel)}`, known = found.get(key);
    if (!known) found.set(key, { id: entry.tie.id, from, to, kind: lineKind(entry), count: 1, row: entry.tie.row });
    else {
      known.count += 1;
      if (known.kind === "lapsed") known.kind = lineKind(entry);
    }
  }
  return [...found.values()];
};

const gapLines = (place, gaps, own, asLaidOut) => {
  place.curveOf ||= new Map(place.edges.filter((edge) => edge.mark).map((edge) => [edge.id, edge]));
  const found = [];
  for (const { gap, version } of gaps) {
    if (!isLine(gap, own)) continue;
    const curve = asLaidOut && place.curveOf.get(gap.id);
    const [from, to] = curve ? [curve.from, curve.to] : gap.between;
    found.push({ id: gap.id, from, to, kind: "gap", of: version.mark, mark: curve ? curve.mark : null, bend: curve ? curve.smooth.roundness : 0.06, count: 1 });
  }
  return found;
};

const gathered = (selection, own) => {
  const nodes = nodesById(selection.place), cells = new Map();
  for (const id of selection.things.keys()) {
    if (own.has(id)) continue;
    const cell = nodes.get(id).cell;
    cells.set(cell, (cells.get(cell) || 0) + 1);
  }
  return cells;
};

const box = (words, entry, node, light) => ({
  id: node.id, label: words.language() === "en" && node.english ? node.english : node.label,
  group: entry.state === "ghost" ? "ghost" : node.group, kind: node.group, x: node.x, y: node.y, box: node.box,
  cell: node.cell, lit: !light || light.ids.has(node.id),
});

const middle = (one, other) => [Math.round((one.x + other.x) / 2), Math.round((one.y + other.y) / 2)];

export const makeScene = ({ selection, state, words }) => {
  const { place, things } = selection, nodes = nodesById(place), light = lit(selection, state);
  const { own, cut } = onTheirOwn(selection, state, light), whole = own.size === things.size;
  const standIn = (id) => (own.has(id) ? id : things.has(id) ? `cell:${nodes.get(id).cell}` : "");
  let boxes = [...own].map((id) => box(words, things.get(id), nodes.get(id), light));
  let ground = place;
  if (!whole) {
    const cells = [...gathered(selection, own)].map(([cell, count]) => ({ id: `cell:${cell}`, cell, group: "cell", kind: "cell", box: [120, 44], count, lit: !light, label: words.t("gathered", { count: words.number(count) }) }));
    ({ boxes, ground } = compact(place, [...boxes, ...cells]));
  }
  const marks = state.gaps ? marksOf(selection.gaps, standIn, own) : new Map();
  for (const one of boxes) one.marks = marks.get(one.id);
  const byId = new Map(boxes.map((one) => [one.id, one]));
  const lines = [...tieLines(selection.ties, standIn), ...(state.gaps ? gapLines(place, selection.gaps, own, whole) : [])];
  for (const line of lines) {
    line.faint = !whole && !(own.has(line.from) && own.has(line.to));
    line.lit = !light || isLit(line, light, state, place);
    if (line.kind === "gap") line.mark ||= middle(byId.get(line.from), byId.get(line.to));
  }
  return { boxes, byId, lines, light, whole, cut, lanes: ground.lanes, bands: ground.bands, size: ground.size };
};

const isLit = (line, light, state, place) => {
  if (place.gaps.has(state.chosen)) return line.id === state.chosen;
  if (place.byRow.has(state.chosen)) return line.row === state.chosen;
  if (!light.ids.has(line.from) || !light.ids.has(line.to)) return false;
  if (state.focus.length || (state.from && state.to)) return true;
  return line.from === state.chosen || line.to === state.chosen;
};
