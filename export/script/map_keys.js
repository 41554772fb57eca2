// The map by keyboard: a cursor goes from box to box; Enter opens the one it is at.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The nearest box in a direction; what is off to the side counts as further away.
export const nextBox = (boxes, from, [dx, dy]) => {
  let best = null, least = Infinity;
  for (const box of boxes) {
    const along = (box.x - from.x) * dx + (box.y - from.y) * dy;
    const aside = Math.abs((box.x - from.x) * dy) + Math.abs((box.y - from.y) * dx);
    if (box.id === from.id || along <= 1) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [box, far];
  }
  return best;
};

export const createKeys = (canvas, { getScene, frame, choose, announce, told }) => {
  let at = "";
  const move = (way) => {
    const { boxes, byId } = getScene(), from = byId.get(at);
    const next = from ? nextBox(boxes, from, way) : [...boxes].sort((one, other) => one.y - other.y || one.x - other.x)[0];
    if (!next) return;
    at = next.id;
    announce(told(next));
    frame.show([next]);
  };
  canvas.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (way && event.shiftKey) frame.pan(way[0] * 120, way[1] * 120);
    else if (way) move(way);
    else if (event.key === "Enter" && at) choose(at);
    else if (event.key === "+") frame.zoomBy(1.25);
    else if (event.key === "-") frame.zoomBy(0.8);
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", () => frame.show());
  return { at: () => (document.activeElement === canvas ? at : ""), put: (id) => { at = id; } };
};
