// The view of the map: vis-network draws the boxes and lines of the scene.
import { element, link, shape } from "./text.js";
import { createFrame } from "./map_frame.js";
import { createKeys } from "./map_keys.js";
import { createFitting, edgeLook, nodeLook, readColours } from "./map_look.js";
import { createPainter } from "./map_paint.js";
import { drawMark, sceneSvg } from "./map_svg.js";
import { everything, makeScene } from "./scene.js";
import { dayAt } from "./place.js";
import { path } from "./routes.js";

const HEAVY = 250, SIGN = 12;

// Only what has changed is handed to the drawing.
const update = (set, entries, known) => {
  const kept = new Map(entries.map((entry) => [entry.id, JSON.stringify(entry)]));
  const gone = [...known.keys()].filter((id) => !kept.has(id));
  if (gone.length) set.remove(gone);
  const changed = entries.filter((entry) => known.get(entry.id) !== kept.get(entry.id));
  if (changed.length) set.update(changed);
  return kept;
};

export const createMapView = (context) => {
  const { page, words, store, reading } = context;
  const { t } = words, canvas = document.getElementById("map"), note = document.getElementById("map-note");
  const face = page.options.nodes.font.face, margin = page.options.nodes.margin.top;
  const fitting = createFitting(face), painter = createPainter(face, page.order.mark);
  let network = null, nodes = null, edges = null, scene = null, colours = null;
  let dragging = false;
  // So many lines that they are left out while one drags, so that the map follows the hand.
  const isHeavy = () => scene.lines.length > HEAVY;
  let known = { nodes: new Map(), edges: new Map() }, placeShown = "";
  const frame = createFrame(canvas, () => network);

  const told = (box) => {
    const marks = Object.entries(box.marks || {}).map(([kind, count]) => `${count} ${t(`mark_${kind}`)}`);
    return [box.label.replace(/-\n/g, "").replace(/\n/g, " "), marks.length ? `${t("gaps")}: ${marks.join(", ")}` : ""].filter(Boolean).join(". ");
  };
  const choose = (id) => {
    if (!id.startsWith("cell:")) return reading.choose(id, { opener: canvas });
    const cell = id.slice(5);
    return store.set({ open: [...store.get().open.filter((other) => other !== cell), cell] });
  };
  const keys = createKeys(canvas, { getScene: () => scene, frame, choose, announce: reading.announce, told });

  const clicked = (event) => {
    const { x, y } = event.pointer.canvas, near = (one) => one.kind === "gap" && Math.hypot(one.mark[0] - x, one.mark[1] - y) < SIGN;
    const line = scene.lines.find(near) || event.edges.map((id) => scene.lines.find((one) => one.id === id)).find((one) => one && (one.kind === "gap" || one.row));
    const id = event.nodes[0] || (line && (line.kind === "gap" ? line.id : line.row)) || "";
    network.unselectAll();
    if (event.nodes[0]) keys.put(id);
    choose(id);
  };
  const start = () => {
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(canvas, { nodes, edges }, page.options);
    canvas.querySelector("canvas").setAttribute("aria-hidden", "true");
    network.on("beforeDrawing", (drawn) => painter.ground(drawn, scene, words));
    network.on("afterDrawing", (drawn) => {
      if (!(dragging && isHeavy())) painter.marks(drawn, scene);
      const cursor = scene.byId.get(keys.at());
      if (cursor) painter.cursor(drawn, cursor);
      painter.headings(drawn, scene, network.DOMtoCanvas({ x: 0, y: 0 }), words);
    });
    network.on("dragStart", () => { dragging = true; });
    network.on("dragEnd", () => {
      dragging = false;
      frame.dragged();
    });
    network.on("click", clicked);
  };
  const centres = (state) => new Set([...state.focus, state.chosen, state.from, state.to].filter(Boolean));
  const wanted = (state) => {
    const ids = scene.light && scene.light.ids.size <= 12 ? scene.light.ids : new Set([state.chosen, ...state.focus]);
    return scene.boxes.filter((box) => ids.has(box.id));
  };
  const paint = (state) => {
    colours = readColours();
    painter.use(colours);
    const central = centres(state), lit = Boolean(scene.light);
    // A line has its ends, so boxes come first and go last.
    const drawnEdges = scene.lines.map((line) => edgeLook(line, { colours, chosen: lit ? state.chosen || "way" : "" }));
    const stay = new Set(drawnEdges.map((edge) => edge.id));
    edges.remove([...known.edges.keys()].filter((id) => !stay.has(id)));
    known.nodes = update(nodes, scene.boxes.map((box) => nodeLook(box, { colours, fitting, margin, central: central.has(box.id) })), known.nodes);
    known.edges = update(edges, drawnEdges, known.edges);
  };

  const thingName = (place, id) => words.say(place.things.get(id)?.name ?? id);
  const wayNote = (state, selection) => {
    const place = selection.place, names = { from: thingName(place, state.from), to: thingName(place, state.to) };
    const steps = path(everything(selection), state.from, state.to);
    if (!steps) return [element("strong", { text: t("no_path", names) }), " ", t("no_path_why", { date: words.date(dayAt(place, selection.bit)) })];
    const links = steps.flatMap((id, number) => [number ? " → " : "",
      link(thingName(place, id), id, words.foreign(place.things.get(id).name, place.lang))]);
    return [t("path_found", { ...names, count: steps.length - 1 }), " ", ...links];
  };
  const notes = (state, selection) => {
    const told_ = [];
    if (state.from && state.to) told_.push(element("p", { className: "way" }, wayNote(state, selection)));
    else if (state.from || state.to) {
      const id = state.from || state.to;
      told_.push(element("p", { text: t(state.from ? "path_begun" : "path_ended", { name: thingName(selection.place, id) }) }));
    }
    if (state.focus.length && state.steps) {
      const name = state.focus.map((id) => thingName(selection.place, id)).join(", ");
      told_.push(element("p", { text: t("focus_note", { name, count: state.steps }) + (scene.light.left ? ` ${t("focus_cut", { count: scene.light.left })}` : "") }));
    }
    if (!scene.whole) told_.push(element("p", { text: t("gathered_note", { count: words.number(selection.things.size) }) + (scene.cut ? ` ${t("focus_cut", { count: words.number(scene.cut) })}` : "") }));
    note.replaceChildren(...told_);
  };
  const pathChoice = (state, selection) => {
    const names = [...selection.things.values()].map(({ thing }) => thing).filter((thing) => thing.kind !== "sector");
    for (const key of ["from", "to"]) {
      const choice = document.getElementById(`path-${key}`);
      choice.replaceChildren(element("option", { value: "", text: "–" }), ...names.map((thing) =>
        element("option", { value: thing.id, text: words.say(thing.name), lang: words.foreign(thing.name, selection.place.lang) })));
      if (state[key] && !names.some((thing) => thing.id === state[key])) {
        choice.append(element("option", { value: state[key], text: thingName(selection.place, state[key]) }));
      }
      choice.value = state[key];
    }
  };

  const bind = () => {
    const on = (id, listener, event = "click") => document.getElementById(id).addEventListener(event, listener);
    on("zoom-in", () => frame.zoomBy(1.25));
    on("zoom-out", () => frame.zoomBy(0.8));
    on("zoom-all", frame.whole);
    on("undo", () => store.undo());
    on("clear-map", () => store.set({ focus: [], steps: 0, from: "", to: "", open: [], chosen: "" }));
    on("path-from", (event) => store.set({ from: event.target.value, focus: [], steps: 0 }), "change");
    on("path-to", (event) => store.set({ to: event.target.value, focus: [], steps: 0 }), "change");
    on("show-gaps", (event) => store.set({ gaps: event.target.checked }), "change");
    const redraw = () => { if (network && scene) { paint(store.get()); network.redraw(); } };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    let width = canvas.clientWidth;
    new ResizeObserver(() => {
      if (canvas.clientWidth !== width) {
        width = canvas.clientWidth;
        frame.show(scene ? wanted(store.get()) : []);
      }
    }).observe(canvas);
  };
  bind();

  const build = (state, selection) => {
    scene = makeScene({ selection, state, words });
    frame.use(scene);
  };
  const show = (state, selection) => {
    build(state, selection);
    if (placeShown !== selection.place.id) frame.reset();
    placeShown = selection.place.id;
    document.getElementById("show-gaps").checked = state.gaps;
    document.getElementById("undo").disabled = !store.canUndo();
    canvas.setAttribute("aria-label", t("map_label", { name: words.say(selection.place.name) }));
    pathChoice(state, selection);
    notes(state, selection);
    if (!window.vis) return note.append(element("p", { text: t("nothing_drawn") }));
    if (!network) start();
    paint(state);
    network.setOptions({ interaction: { hideEdgesOnDrag: isHeavy() } });
    return frame.show(wanted(state));
  };
  return {
    show,
    picture: (state, selection) => {
      build(state, selection);
      const kinds = [...new Set(scene.boxes.map((box) => box.group))].filter((kind) => kind !== "cell");
      const marks = [...new Set(selection.gaps.map(({ version }) => version.mark))];
      const keys = [
        ...kinds.map((kind) => ({ mark: [shape("rect", { className: `m-box of-${kind}`, x: -10, y: -6, width: 20, height: 12, "stroke-width": 1.5 })], name: t(kind === "ghost" ? "ghost" : `kind_${kind}`) })),
        ...(state.gaps ? marks.map((kind) => ({ mark: [drawMark(kind, 1, 0, 0, readColours())], name: t(`mark_${kind}`) })) : []),
      ];
      const svg = sceneSvg(scene, { words, centres: centres(state), fitting, colours: readColours(), title: t("map_title", { name: words.say(selection.place.name) }) });
      return { svg, name: t("view_map"), notes: [], keys };
    },
  };
};
