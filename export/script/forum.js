// The forum bars: rows are structures by level, columns are bodies by sector; dots, and rings.
import { element } from "./text.js";
import { createBuilder, listed, walk } from "./figure.js";
import { BEST, plan } from "./forum_plan.js";
import { createFrozen } from "./frozen.js";
import { dayAt, isOver, stateAt } from "./place.js";

const ORDERS = ["", "name", "members", "gaps"], GATHERINGS = ["", "group"];
const MOST = 150, NEARLY = 0.85;

export const createForum = (context) => {
  const { page, words, store, reading } = context;
  const { t } = words, build = createBuilder(words), holder = document.getElementById("view-forum");
  const freeze = createFrozen(page.forum, (id) => reading.choose(id, { opener: document.querySelector("#view-forum .scroll") }));

  // "standing", "ended" or "planned"; nothing where it is not there yet.
  const stateOf = (entry, { place, bit }) => {
    const found = entry ? stateAt(entry, bit) : "";
    if (found !== "ghost") return found && "standing";
    return isOver(entry, dayAt(place, bit)) || entry.status?.includes("ended") ? "ended" : "planned";
  };
  const best = (states) => BEST.find((state) => states.includes(state)) || "";

  // A place may be a gap at one date and a participation at another.
  const remark = (cell, kind, mark) => {
    for (const part of [...cell.children]) if (part.tagName !== "title") part.remove();
    const sector = cell.getAttribute("data-col").startsWith("sector:") ? "sector:" : "";
    cell.append(...page.marks[mark ? sector + mark : kind].map((shape) => build(shape)));
    if (mark) cell.setAttribute("data-mark", mark);
    else cell.removeAttribute("data-mark");
  };
  const setCell = (cell, selection, gaps) => {
    const { place } = selection, shown = listed(cell, "data-gap").filter((id) => gaps.has(id));
    const ties = listed(cell, "data-id").map((id) => place.byRow.get(id)).filter(Boolean);
    const structure = place.things.get(cell.getAttribute("data-row"));
    const state = best(ties.map((tie) => best([stateOf(tie, selection)].filter(Boolean)) && worst(stateOf(tie, selection), stateOf(structure, selection))).filter(Boolean));
    const found = page.order.mark.find((kind) => shown.some((id) => gaps.get(id) === kind));
    if (cell.hasAttribute("data-gap")) remark(cell, cell.getAttribute("data-kind"), found);
    cell.setAttribute("data-state", state || "missing");
    const there = Boolean(state || shown.length);
    cell.setAttribute("visibility", there ? "visible" : "hidden");
    cell.dataset.there = there ? "yes" : "";
    cell.dataset.open = shown[0] || ties.find((tie) => stateOf(tie, selection))?.row || "";
    return there;
  };
  const worst = (one, other) => (BEST.indexOf(one) > BEST.indexOf(other) ? one : other || one);
  const setRow = (row, selection, gaps) => {
    const thing = selection.place.things.get(row.getAttribute("data-id"));
    const cells = [...row.querySelectorAll(".d-cell")].map((cell) => [cell, setCell(cell, selection, gaps)]);
    const state = thing ? stateOf(thing, selection) : "standing", any = cells.some(([, there]) => there);
    const there = thing ? Boolean(state) : any;
    if (state) row.setAttribute("data-state", state);
    row.setAttribute("visibility", there ? "visible" : "hidden");
    row.dataset.there = there ? "yes" : "";
    if (!there) cells.forEach(([cell]) => { cell.setAttribute("visibility", "hidden"); cell.dataset.there = ""; });
    const gap = cells.map(([cell]) => listed(cell, "data-gap").find((id) => gaps.has(id))).find(Boolean);
    row.querySelector(".d-row-head").dataset.open = thing ? thing.id : gap || "";
  };
  // Filters take rows and columns away; dates only hide them, so that nothing moves between years.
  const keeps = (selection, filters) => {
    const chosen = Object.values(filters).some((values) => values?.length), { things, place } = selection;
    const lasting = new Set(chosen ? things.keys() : place.things.keys());
    const gaps = new Set(chosen ? selection.gaps.map(({ gap }) => gap.id) : place.gaps.keys());
    const cell = (given) => lasting.has(given["data-col"])
      && (given["data-kind"] !== "missing" || given["data-gap"].split(" ").some((id) => gaps.has(id)));
    return { cell, row: (given, cells) => (given["data-kind"] === "structure" ? lasting.has(given["data-id"]) : cells.some(cell)) };
  };
  // The drawing without what is filtered out, and with no more rows than can be read.
  const pruned = (tree, keep) => {
    const isOf = (node, name) => Array.isArray(node) && node[1].class === name;
    const wanted = tree.slice(2).filter((node) => isOf(node, "d-row"))
      .filter((row) => keep.row(row[1], row.filter((node) => isOf(node, "d-cell")).map((node) => node[1])));
    const rows = wanted.slice(0, MOST).map((row) => row.filter((node) => !isOf(node, "d-cell") || keep.cell(node[1])));
    const columns = new Set(rows.flatMap((row) => row.filter((node) => isOf(node, "d-cell")).map((node) => node[1]["data-col"])));
    const others = tree.slice(2).filter((node) => !isOf(node, "d-row") && (!isOf(node, "d-col") || columns.has(node[1]["data-col"])));
    return { tree: [tree[0], tree[1], ...others, ...rows], columns, cut: wanted.length - rows.length, count: wanted.length };
  };
  const choice = (id, label, values, key, state) => element("label", {}, `${t(label)} `, element("select",
    { id, on: { change: (event) => store.set({ [key]: event.target.value }) } },
    values.map((value) => element("option", { value, text: t(`${key}_${value || "plain"}`), selected: state[key] === value }))));
  const tools = (state) => element("div", { className: "tools" },
    choice("forum-gather", "gather", GATHERINGS, "gather", state), choice("forum-order", "order", ORDERS, "order", state));

  const mark = (svg, state) => {
    for (const part of svg.querySelectorAll("[data-open], [data-col].d-col")) {
      const ids = [part.dataset.open, part.getAttribute("data-col") && part.matches(".d-col") ? part.getAttribute("data-col") : ""];
      part.classList.toggle("chosen", Boolean(state.chosen) && ids.includes(state.chosen));
    }
  };
  const walkable = (svg, rows) => {
    const columns = [...svg.querySelectorAll(".d-col")].filter((column) => column.dataset.there);
    const lines = rows.filter((row) => row.dataset.there).map((row) =>
      [row.querySelector(".d-row-head"), ...[...row.querySelectorAll(".d-cell")].filter((cell) => cell.dataset.there && cell.dataset.open)]
        .filter((part) => part.dataset.open));
    const across = (one, other) => one.dataset.x - other.dataset.x;
    columns.sort(across);
    walk(svg, [columns, ...lines.map(([head, ...cells]) => [head, ...cells.sort(across)])].filter((row) => row.length),
      (part) => reading.choose(part.matches(".d-col") ? part.getAttribute("data-col") : part.dataset.open, { opener: part }));
  };
  const draw = (state, selection) => {
    const found = pruned(selection.place.figures.forum, keeps(selection, state.filters));
    const svg = build(found.tree);
    const gaps = new Map(state.gaps ? selection.gaps.map(({ gap, version }) => [gap.id, version.mark]) : []);
    for (const row of svg.querySelectorAll(".d-row")) setRow(row, selection, gaps);
    const rows = plan({ svg, page, words, state, selection, columns: found.columns });
    walkable(svg, rows);
    mark(svg, state);
    return { drawn: svg, rows, cut: found.cut ? t("forum_cut", { shown: MOST, count: words.number(found.count) }) : "" };
  };
  // A little too wide is made to fit; much too wide is scrolled, so that it can be read.
  const fit = (drawn, room) => {
    const [, , width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
    if (width <= room || room < width * NEARLY) return;
    drawn.setAttribute("width", room);
    drawn.setAttribute("height", Math.round((height * room) / width));
  };
  // What is chosen may lie beyond the edge of the frame, which the panel makes narrower.
  const reveal = (frame) => requestAnimationFrame(() => {
    const part = frame.querySelector(".chosen");
    if (!part) return;
    const found = part.getBoundingClientRect(), edge = frame.getBoundingClientRect(), kept = frame.querySelector(".stay-names").offsetWidth;
    const left = edge.left + (part.matches(".d-row-head") ? 0 : kept);
    if (found.right > edge.right || found.left < left) frame.scrollLeft += (found.left + found.right - left - edge.right) / 2;
    const top = edge.top + parseInt(frame.style.getPropertyValue("--header"), 10);
    if (frame.scrollHeight > frame.clientHeight && (found.bottom > edge.bottom || found.top < top)) frame.scrollTop += (found.top + found.bottom - top - edge.bottom) / 2;
  });
  let svg = null;
  return {
    show: (state, selection, { onlyChosen }) => {
      if (onlyChosen && svg) {
        mark(svg, state);
        freeze.mark();
        return reveal(svg.closest(".scroll"));
      }
      const inside = svg && svg.contains(document.activeElement) ? document.activeElement : null;
      const again = inside && [inside.getAttribute("class").split(" ")[0], inside.dataset.open || inside.getAttribute("data-col")];
      const focusId = holder.contains(document.activeElement) ? document.activeElement.id : "";
      const scrolled = holder.querySelector(".scroll");
      const [left, top] = scrolled ? [scrolled.scrollLeft, scrolled.scrollTop] : [0, 0];
      const { drawn, rows, cut } = draw(state, selection);
      svg = drawn;
      const frame = element("div", { className: "scroll", tabindex: "0", role: "group", "aria-label": t("view_forum") }, element("div", { className: "sheet" }, svg));
      holder.replaceChildren(tools(state), ...(cut ? [element("div", { className: "note-line" }, element("p", { text: cut }))] : []), frame, element("p", { className: "muted help", text: t("forum_help") }));
      fit(svg, frame.clientWidth);
      freeze(frame, svg, rows);
      frame.scrollTo(left, top);
      reveal(frame);
      if (focusId) document.getElementById(focusId)?.focus();
      if (again) [...svg.querySelectorAll(`.${again[0]}`)].find((part) => again[1] === (part.dataset.open || part.getAttribute("data-col")))?.focus();
      return undefined;
    },
    picture: () => svg && { svg, name: t("view_forum"), notes: [], keys: [] },
  };
};
