// How boxes and lines look. The colours are in the style sheet of the page and nowhere else.
export const SIZE = 12;
export const FADED = 0.16;
const DASHES = { filled: [12, 5], double: [12, 4, 3, 4], heavy: [5, 4], dashed: [3, 5], solid: [8, 4] };
const ROUND = { department: 10, unit: 10, external: 22, collective: 22, sector: 22, cell: 6 };
const DASHED = new Set(["collective", "sector"]);

export const readColours = () => {
  const style = getComputedStyle(document.documentElement), known = new Map();
  const get = (name) => {
    if (!known.has(name)) known.set(name, style.getPropertyValue(`--${name}`).trim());
    return known.get(name);
  };
  return { get, sign: (kind) => get(`sign-${kind}`).replace(/^["']|["']$/g, ""), outline: (kind) => get(`outline-${kind}`) };
};

export const dashesOf = (kind, colours) => DASHES[colours.outline(kind)];

// Labels are broken for Arial and its like. Where a system has none, its font may be wider; then
// the label, not the box, gives way.
export const createFitting = (face) => {
  const ruler = document.createElement("canvas").getContext("2d"), known = new Map();
  return (box) => {
    const key = `${box.label}\n${box.box[0]}`;
    if (!known.has(key)) {
      ruler.font = `${SIZE}px ${face}`;
      const widest = Math.max(1, ...box.label.split("\n").map((line) => ruler.measureText(line).width));
      known.set(key, Math.min(SIZE, (SIZE * (box.box[0] - 8)) / widest));
    }
    return known.get(key);
  };
};

export const cornerOf = (box) => ROUND[box.kind] ?? 1;
export const isDashed = (box) => box.group === "ghost" || DASHED.has(box.kind);

export const nodeLook = (box, { colours, fitting, central, margin }) => {
  const part = (name, faded) => colours.get(box.lit ? `k-${box.group}-${name}` : faded);
  const border = central ? colours.get("accent") : part("line", "line");
  const color = { background: part("fill", "back"), border };
  return {
    id: box.id, label: box.label, shape: "box", x: box.x, y: box.y, group: undefined,
    borderWidth: central ? 4 : 1.5, color: { ...color, highlight: color },
    font: { color: part("ink", "muted"), size: fitting(box) },
    widthConstraint: { minimum: box.box[0] - 2 * margin },
    heightConstraint: { minimum: box.box[1] - 2 * margin, valign: "middle" },
    shapeProperties: { borderRadius: cornerOf(box), borderDashes: isDashed(box) ? [4, 3] : false },
  };
};

const WIDTH = { participation: 1.4, steering: 0.9, lapsed: 1, gap: 2.6 };
export const widthOf = (line) => WIDTH[line.kind] + Math.min(4, Math.log2(line.count));
export const signOf = (kind, count, colours) => colours.sign(kind) + (count > 1 ? count : "");

export const edgeLook = (line, { colours, chosen }) => {
  const found = { id: line.id, from: line.from, to: line.to };
  if (line.kind === "gap") {
    const colour = colours.get(line.of);
    return {
      ...found, width: line.id === chosen ? 4 : widthOf(line), dashes: dashesOf(line.of, colours), arrows: { to: { enabled: false } },
      smooth: { enabled: true, type: "curvedCCW", roundness: line.bend },
      color: { color: colour, highlight: colour, opacity: line.lit ? 1 : FADED * 2 },
    };
  }
  const colour = line.lit && chosen ? colours.get("accent") : colours.get(`e-${line.kind}`);
  return {
    ...found, width: widthOf(line), dashes: line.kind === "lapsed" ? [2, 4] : false,
    arrows: { to: { enabled: line.kind === "steering", scaleFactor: 0.45 } },
    color: { color: colour, highlight: colour, opacity: line.lit ? (line.faint ? 0.3 : chosen ? 1 : 0.75) : FADED },
  };
};
