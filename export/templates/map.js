"use strict";
// Draws the map and answers to choices. Everything shown is put in as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.strings;
  const by = (id) => document.getElementById(id);
  const stage = by("stage"), canvas = by("map"), panel = by("panel");
  const narrow = matchMedia("(max-width: 56rem)");
  const MOST_HITS = 12, LARGEST = 1.3, LEGIBLE = 0.85, FADED = 0.18;
  const DASHES = { stated: [12, 5], contested: [12, 4, 3, 4], structural: [5, 4], undocumented: [3, 5] };
  const state = { view: data.views[0], chosen: "", opener: null, gaps: true, zoom: 1, at: { x: 0, y: 0 } };
  let network = null, nodes = null, edges = null, colours = {};

  const place = Object.fromEntries(
    data.views.flatMap((view) => Object.keys(view.panels).map((ref) => [view.id + "\n" + ref, view]))
  );
  const viewWith = (ref) => place[state.view.id + "\n" + ref] || data.views.find((v) => v.panels[ref]);

  const FACE = data.views[0].options.nodes.font.face, SIZE = data.views[0].options.nodes.font.size;

  // -- text -----------------------------------------------------------------------------------

  const element = (tag, { className, text, lang, ...rest } = {}, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (lang) made.lang = lang;
    if (text !== undefined) made.textContent = text;
    for (const [name, value] of Object.entries(rest)) made.setAttribute(name, value);
    made.append(...children.filter(Boolean));
    return made;
  };
  const said = (item, tag = "span", className = "") =>
    element(tag, { className, text: item.text, lang: item.lang });
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // The same folding as the names were put through: small letters, no accents, no hyphens.
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-_\s]+/g, " ").trim();

  // -- the panel ------------------------------------------------------------------------------

  const claimBlock = (claim) => {
    const block = element("div", { className: "claim" });
    const voice = element("p", {}, said(claim.voice, "strong"));
    if (claim.modality) voice.append(` (${claim.modality})`);
    if (claim.observed) voice.append(`. ${words.observed}: ${claim.observed}`);
    block.append(voice, said(claim.where, "p", "where"));
    if (claim.phrase) {
      block.append(element("p", {}, `${words.phrase}: `, said(claim.phrase, "q")));
    }
    for (const against of claim.against || []) {
      block.append(element("p", {}, `${words.contradicts}: `, said(against)));
    }
    return block;
  };
  const itemLine = (item) => {
    const line = element("li");
    if (item.ref && state.view.panels[item.ref]) {
      line.append(element("button", { type: "button", className: "plain", text: item.text, lang: item.lang, "data-ref": item.ref }));
    } else line.append(said(item));
    if (item.note) line.append(` (${item.note})`);
    if (item.evidence) line.append(" ", badge(item.evidence));
    line.append(...(item.claims || []).map(claimBlock));
    return line;
  };
  const badge = (kind) => element("span", { className: `badge ${kind}`, text: data.evidence[kind] });
  const sectionBlock = (section) => {
    const block = element("section", {}, element("h3", { text: section.title }));
    if (section.items) block.append(element("ul", {}, ...section.items.map(itemLine)));
    if (section.claims) block.append(...section.claims.map(claimBlock));
    return block;
  };
  const showPanel = (content) => {
    const title = element("h2", { text: content.title.text, lang: content.title.lang, tabindex: "-1", id: "panel-title" });
    const close = element("button", { type: "button", className: "close", text: words.close });
    close.addEventListener("click", () => choose(""));
    const head = element("div", {});
    if (content.kicker) head.append(element("p", { className: "kicker", text: content.kicker }));
    head.append(title);
    const facts = element("dl");
    for (const { label, value } of content.facts) {
      facts.append(element("dt", { text: label }), said(value, "dd"));
    }
    panel.replaceChildren(element("header", {}, head, close));
    if (content.evidence) panel.append(badge(content.evidence));
    panel.append(facts);
    if (content.report && data.report) {
      const link = element("a", { text: words.in_report, href: `${data.report}#${content.report}` });
      panel.append(element("p", {}, link));
    }
    panel.append(...content.sections.map(sectionBlock));
    if (content.empty) panel.append(element("p", { className: "none", text: content.empty }));
    panel.hidden = false;
    panel.scrollTop = 0;
    title.focus({ preventScroll: true });
    const { top, bottom } = title.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) stage.scrollIntoView();
  };

  // -- choosing -------------------------------------------------------------------------------

  const choose = (ref, opener = null) => {
    const view = ref ? viewWith(ref) : state.view;
    if (ref && !view) return;
    if (view !== state.view) showView(view);
    const before = state.opener;
    if (opener && !panel.contains(opener)) state.opener = opener;
    state.chosen = ref;
    for (const row of document.querySelectorAll("tr[data-chosen]")) delete row.dataset.chosen;
    for (const head of document.querySelectorAll("tbody th [data-ref]")) {
      if (ref && head.dataset.ref === ref) head.closest("tr").dataset.chosen = "";
    }
    history.replaceState(null, "", ref ? "#" + encodeURIComponent(ref) : location.pathname + location.search);
    if (ref) showPanel(view.panels[ref]);
    else {
      panel.hidden = true;
      panel.replaceChildren();
      if (before && before.isConnected) before.focus();
      state.opener = null;
    }
    paint();
    frame(true);
  };
  const chosenPlaces = () => {
    const edge = state.view.edges.find((item) => item.id === state.chosen);
    if (edge) return [edge.from, edge.to];
    const content = state.view.panels[state.chosen];
    if (!content) return [];
    if (!content.evidence) return [state.chosen];
    const section = content.sections.find((item) => item.title === words.concerns);
    return section ? section.items.map((item) => item.ref) : [];
  };

  // -- drawing --------------------------------------------------------------------------------

  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue("--" + name).trim();
    const unquoted = (name) => get(name).replace(/^["']|["']$/g, "");
    colours = { get, sign: (kind) => unquoted("sign-" + kind) };
  };
  const edgeLook = (edge, lit) => {
    const faded = lit ? undefined : FADED;
    if (edge.kind === "gap") {
      const colour = colours.get(edge.evidence);
      return {
        hidden: !state.gaps, width: 2.6, dashes: DASHES[edge.evidence],
        color: { color: colour, highlight: colour, opacity: lit ? 1 : FADED * 2 },
      };
    }
    const colour = colours.get("e-" + edge.kind);
    return {
      width: { participation: 1.4, steering: 0.9, lapsed: 1 }[edge.kind],
      dashes: edge.kind === "lapsed" ? [2, 4] : false,
      color: { color: lit && state.chosen ? colours.get("accent") : colour, highlight: colour, opacity: faded ?? (state.chosen ? 1 : 0.75) },
    };
  };
  // A thing lights up with all its lines; a gap with its own only.
  const isLit = (edge) => !state.chosen || edge.id === state.chosen
    || (!state.view.panels[state.chosen]?.evidence && [edge.from, edge.to].includes(state.chosen));
  const paint = () => {
    if (!network) return;
    const centres = new Set(chosenPlaces()), lit = new Set(centres);
    for (const edge of state.view.edges) {
      if (state.chosen && isLit(edge)) { lit.add(edge.from); lit.add(edge.to); }
    }
    nodes.update(state.view.nodes.map((node) => ({
      id: node.id,
      borderWidth: centres.has(node.id) ? 4 : 1.5,
      ...nodeLook(node, !state.chosen || lit.has(node.id), centres.has(node.id)),
    })));
    edges.update(state.view.edges.map((edge) => ({ id: edge.id, ...edgeLook(edge, isLit(edge)) })));
    state.lit = state.chosen ? lit : null;
  };
  const nodeLook = (node, lit, central) => {
    const of = (part, faded) => colours.get(lit ? `k-${node.group}-${part}` : faded);
    const border = central ? colours.get("accent") : of("line", "line");
    const color = { background: of("fill", "back"), border };
    const font = { color: of("ink", "muted"), size: fitting(node) };
    return { color: { ...color, highlight: color }, font };
  };
  // Labels are broken for Arial and its like. Where a system has none, its font may be wider; then
  // the label, not the box, gives way.
  const ruler = document.createElement("canvas").getContext("2d");
  const fitting = (node) => {
    ruler.font = `${SIZE}px ${FACE}`;
    const widest = Math.max(...node.label.split("\n").map((line) => ruler.measureText(line).width));
    return Math.min(SIZE, (SIZE * (node.box[0] - 8)) / widest);
  };

  const text = (context, lines, x, y, { align = "left", size = SIZE, bold = false, colour = "ink" } = {}) => {
    context.font = `${bold ? "bold " : ""}${size}px ${FACE}`;
    context.fillStyle = colours.get(colour);
    context.textAlign = align;
    context.textBaseline = "middle";
    lines.forEach((line, number) => context.fillText(line, x, y + (number - (lines.length - 1) / 2) * 14));
  };
  const box = (context, colour, x, y, width, height) => {
    context.fillStyle = colours.get(colour);
    context.fillRect(x, y, width, height);
  };
  const drawGround = (context) => {
    const { size, lanes, bands } = state.view;
    box(context, "back", 0, 0, size.width, size.height);
    lanes.forEach((lane, number) => {
      if (number % 2 === 0) box(context, "m-lane", lane.from, size.header, lane.to - lane.from, size.height - size.header);
    });
    for (const band of bands) {
      if (band.level) box(context, "m-level", 0, band.from, size.width, band.to - band.from);
      box(context, "line", 0, band.to - 0.5, size.width, 1);
      if (band.empty) {
        text(context, [words.none_documented], size.gutter + 14, (band.from + band.to) / 2, { colour: "muted" });
      }
    }
  };
  const drawHeadings = (context) => {
    const { size, lanes, bands } = state.view;
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    const left = Math.max(0, corner.x), top = Math.max(0, corner.y);
    box(context, "m-gutter", left, top, size.gutter - 4, size.height - top);
    for (const band of bands) {
      if (band.level) box(context, "m-level", left, band.from, size.gutter - 4, band.to - band.from);
      text(context, band.lines, left + 8, (band.from + band.to) / 2, { bold: true });
      box(context, "line", left, band.to - 0.5, size.gutter - 4, 1);
    }
    box(context, "m-gutter", left, top, size.width, size.header);
    box(context, "strong-line", left, top + size.header - 1.5, size.width, 1.5);
    context.save();
    context.beginPath();
    context.rect(left + size.gutter - 4, top, size.width, size.header);
    context.clip();
    for (const lane of lanes) {
      text(context, lane.lines, (lane.from + lane.to) / 2, top + size.header / 2, { align: "center", bold: true });
    }
    context.restore();
  };
  // A mark: a filled square, a diamond, a framed square or a dashed pill, each with its sign.
  const markLabel = (kind, count) => colours.sign(kind) + (count > 1 ? count : "");
  const markHalf = (context, kind, count) => {
    context.font = `bold ${SIZE}px ${FACE}`;
    const half = Math.max(9, context.measureText(markLabel(kind, count)).width / 2 + 5);
    return kind === "contested" ? half + 4 : half;
  };
  const drawMark = (context, kind, count, x, y) => {
    const half = markHalf(context, kind, count), filled = kind === "stated";
    context.beginPath();
    if (kind === "contested") {
      context.moveTo(x - half, y);
      context.lineTo(x, y - 11);
      context.lineTo(x + half, y);
      context.lineTo(x, y + 11);
      context.closePath();
    } else if (kind === "undocumented") context.roundRect(x - half, y - 9, 2 * half, 18, 9);
    else context.rect(x - half, y - 9, 2 * half, 18);
    context.fillStyle = filled ? colours.get(kind) : colours.get("back");
    context.strokeStyle = colours.get(kind);
    context.lineWidth = kind === "structural" ? 3 : 2;
    context.setLineDash(kind === "undocumented" ? [3, 2] : []);
    context.fill();
    context.stroke();
    context.setLineDash([]);
    text(context, [markLabel(kind, count)], x, y + 1, { align: "center", bold: true, colour: filled ? "on-evidence" : kind });
  };
  const drawMarks = (context) => {
    if (!state.gaps) return;
    for (const node of state.view.nodes) {
      const marks = state.view.marks[node.id];
      if (!marks) continue;
      context.globalAlpha = state.lit && !state.lit.has(node.id) ? 0.3 : 1;
      let right = node.x + node.box[0] / 2 + 3;
      for (const [kind, count] of Object.entries(marks)) {
        const half = markHalf(context, kind, count);
        drawMark(context, kind, count, right - half, node.y - node.box[1] / 2 - 6);
        right -= 2 * half + 3;
      }
    }
    for (const edge of state.view.edges) {
      if (edge.kind !== "gap") continue;
      context.globalAlpha = state.chosen && !isLit(edge) ? 0.3 : 1;
      drawMark(context, edge.evidence, 1, ...edge.mark);
    }
    context.globalAlpha = 1;
  };

  // -- where one looks ------------------------------------------------------------------------

  // The scale follows the whole width, so that nothing shrinks when the panel opens beside the map.
  // A map too large to be read whole opens at a legible size, to be moved about.
  const wholeScale = () => Math.min(LARGEST, stage.clientWidth / state.view.size.width);
  const scale = () => Math.max(wholeScale(), LEGIBLE) * state.zoom;
  const frame = (seek = false) => {
    if (!network || !canvas.clientWidth) return;
    const factor = scale(), size = state.view.size;
    const width = canvas.clientWidth;
    const tallest = factor > wholeScale() * 1.01 ? innerHeight * 0.8 : Infinity;
    const height = Math.max(240, Math.min(size.height * factor, tallest));
    canvas.style.height = `${height}px`;
    panel.style.maxHeight = narrow.matches ? "" : `${Math.max(height, 520)}px`;
    network.setSize(`${width}px`, `${height}px`);
    const seen = { x: width / factor, y: height / factor };
    const roomy = seen.x >= size.width - 1 && seen.y >= size.height - 1;
    network.setOptions({ interaction: { dragView: !roomy } });
    canvas.querySelector("canvas").style.touchAction = roomy ? "auto" : "none";
    if (seek) seekChosen(seen);
    const most = { x: Math.max(0, size.width - seen.x), y: Math.max(0, size.height - seen.y) };
    state.at = { x: Math.min(Math.max(0, state.at.x), most.x), y: Math.min(Math.max(0, state.at.y), most.y) };
    const position = { x: state.at.x + seen.x / 2, y: state.at.y + seen.y / 2 };
    network.moveTo({ position, scale: factor, animation: false });
    network.redraw();
  };
  const seekChosen = (seen) => {
    const spots = state.view.nodes.filter((node) => chosenPlaces().includes(node.id));
    if (!spots.length) return;
    for (const [axis, edge] of [["x", state.view.size.gutter], ["y", state.view.size.header]]) {
      const low = Math.min(...spots.map((node) => node[axis])) - edge - 90;
      const high = Math.max(...spots.map((node) => node[axis])) + 90;
      if (high > state.at[axis] + seen[axis]) state.at[axis] = high - seen[axis];
      if (low < state.at[axis]) state.at[axis] = low;
    }
  };
  const dragged = () => {
    const centre = network.getViewPosition(), factor = network.getScale();
    state.at = {
      x: centre.x - canvas.clientWidth / factor / 2,
      y: centre.y - canvas.clientHeight / factor / 2,
    };
    frame();
  };
  const draw = () => {
    const view = state.view;
    nodes = new vis.DataSet(view.nodes);
    edges = new vis.DataSet(view.edges);
    if (network) network.destroy();
    network = new vis.Network(canvas, { nodes, edges }, view.options);
    network.on("beforeDrawing", drawGround);
    network.on("afterDrawing", (context) => { drawMarks(context); drawHeadings(context); });
    network.on("dragEnd", dragged);
    network.on("click", (event) => {
      const edge = event.edges.map((id) => view.panels[id] && id).find(Boolean);
      choose(event.nodes[0] || (state.gaps && edge) || "", event.nodes.length || edge ? document.activeElement : null);
      network.unselectAll();
    });
    paint();
    frame();
  };

  // -- municipalities, search, controls -------------------------------------------------------

  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const showView = (view) => {
    state.view = view;
    state.chosen = "";
    state.zoom = 1;
    state.at = { x: 0, y: 0 };
    panel.hidden = true;
    for (const tab of tabs) {
      const on = tab.dataset.view === view.id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on) by("view").setAttribute("aria-labelledby", tab.id);
    }
    for (const tables of document.querySelectorAll(".tables-of")) {
      tables.hidden = tables.dataset.view !== view.id;
    }
    canvas.setAttribute("aria-label", fill(words.map_label, { name: view.name }));
    if (window.vis) draw();
  };
  tabs.forEach((tab, number) => {
    tab.addEventListener("click", () => { choose(""); showView(data.views.find((v) => v.id === tab.dataset.view)); });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1
        : step && (number + step + tabs.length) % tabs.length;
      if (next === undefined) return;
      event.preventDefault();
      tabs[next].focus();
      tabs[next].click();
    });
  });

  const search = by("search"), found = by("found"), hits = by("hits");
  const index = data.views.flatMap((view) => view.search.map((entry) => ({ ...entry, view })));
  const rank = (entry, wanted) => {
    const parts = wanted.split(" ");
    const scores = entry.keys.map((key) => {
      if (!parts.every((part) => key.includes(part))) return 9;
      return key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(" " + wanted) ? 2 : 3;
    });
    return Math.min(...scores) + (entry.view === state.view ? 0 : 0.5);
  };
  const lookUp = () => {
    const wanted = fold(search.value);
    const ranked = wanted ? index.map((entry) => [rank(entry, wanted), entry]).filter(([score]) => score < 9) : [];
    ranked.sort(([one], [other]) => one - other);
    const shown = ranked.slice(0, MOST_HITS).map(([, entry]) => entry);
    found.replaceChildren(...shown.map((entry) => {
      const title = entry.view.panels[entry.ref].title;
      const about = data.views.length > 1 ? `${entry.kind}, ${entry.view.name}` : entry.kind;
      const button = element("button", { type: "button", "data-hit": entry.ref }, said(title), element("small", { text: about }));
      button.addEventListener("click", () => {
        if (entry.view !== state.view) showView(entry.view);
        found.hidden = true;
        choose(entry.ref, search);
      });
      return element("li", {}, button);
    }));
    found.hidden = !shown.length;
    const count = ranked.length;
    const message = !count ? words.hits_none : count === 1 ? words.hits_one
      : count > MOST_HITS ? words.hits_more : words.hits_many;
    hits.textContent = wanted ? fill(message, { count, shown: shown.length }) : "";
    hits.classList.toggle("unseen", !wanted || count > 0);
  };
  search.addEventListener("input", lookUp);
  search.addEventListener("focus", () => { if (search.value) lookUp(); });
  by("found").parentElement.addEventListener("keydown", (event) => {
    const buttons = [...found.querySelectorAll("button")];
    const now = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && now < 0 && buttons.length) { event.preventDefault(); buttons[0].click(); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = now + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? search : buttons[Math.min(next, buttons.length - 1)])?.focus();
    }
    if (event.key === "Escape" && !found.hidden) {
      event.stopPropagation();
      found.hidden = true;
      search.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) found.hidden = true;
    const button = event.target.closest("[data-ref]");
    if (button) choose(button.dataset.ref, button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen) choose("");
  });
  by("show-gaps").addEventListener("change", (event) => {
    state.gaps = event.target.checked;
    paint();
    network?.redraw();
  });
  const zoomBy = (factor) => {
    state.zoom = Math.min(4, Math.max(0.2, state.zoom * factor));
    frame(true);
  };
  by("zoom-in").addEventListener("click", () => zoomBy(1.25));
  by("zoom-out").addEventListener("click", () => zoomBy(0.8));
  by("zoom-all").addEventListener("click", () => {
    state.zoom = Math.min(1, wholeScale() / LEGIBLE);
    state.at = { x: 0, y: 0 };
    frame();
  });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); paint(); network?.redraw(); });
  const fromAddress = () => {
    const ref = decodeURIComponent(location.hash.slice(1));
    if (ref && ref !== state.chosen && viewWith(ref)) choose(ref);
  };
  addEventListener("hashchange", fromAddress);

  stage.hidden = !window.vis;
  readColours();
  showView(state.view);
  fromAddress();
  let width = canvas.clientWidth;
  new ResizeObserver(() => {
    if (canvas.clientWidth !== width) { width = canvas.clientWidth; frame(Boolean(state.chosen)); }
  }).observe(canvas);
})();
