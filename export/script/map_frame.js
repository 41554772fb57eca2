// What part of the map one sees, and how large.
const LARGEST = 1.3, LEGIBLE = 0.85, TALL = 0.82;

export const createFrame = (canvas, getNetwork) => {
  const at = { x: 0, y: 0 };
  let zoom = 1, scene = null;
  const wholeScale = () => Math.min(LARGEST, canvas.clientWidth / scene.size.width);
  // A map too large to be read whole opens at a legible size, to be moved about.
  const scale = () => Math.max(wholeScale(), LEGIBLE) * zoom;

  const seek = (boxes, seen) => {
    if (!boxes.length) return;
    for (const [axis, edge] of [["x", scene.size.gutter], ["y", scene.size.header]]) {
      const low = Math.min(...boxes.map((box) => box[axis])) - edge - 90;
      const high = Math.max(...boxes.map((box) => box[axis])) + 90;
      if (high > at[axis] + seen[axis]) at[axis] = high - seen[axis];
      if (low < at[axis]) at[axis] = low;
    }
  };
  const show = (wanted = []) => {
    const network = getNetwork();
    if (!network || !scene || !canvas.clientWidth) return;
    const factor = scale(), size = scene.size, width = canvas.clientWidth;
    const tallest = Math.max(320, innerHeight * TALL);
    const height = Math.max(240, Math.min(size.height * factor, tallest));
    canvas.style.height = `${height}px`;
    network.setSize(`${width}px`, `${height}px`);
    const seen = { x: width / factor, y: height / factor };
    const roomy = seen.x >= size.width - 1 && seen.y >= size.height - 1;
    network.setOptions({ interaction: { dragView: !roomy } });
    canvas.querySelector("canvas").style.touchAction = roomy ? "auto" : "none";
    seek(wanted, seen);
    for (const [axis, length] of [["x", size.width], ["y", size.height]]) {
      at[axis] = Math.min(Math.max(0, at[axis]), Math.max(0, length - seen[axis]));
    }
    network.moveTo({ position: { x: at.x + seen.x / 2, y: at.y + seen.y / 2 }, scale: factor, animation: false });
    network.redraw();
  };
  return {
    show,
    use: (found) => { scene = found; },
    dragged: () => {
      const network = getNetwork(), centre = network.getViewPosition(), factor = network.getScale();
      at.x = centre.x - canvas.clientWidth / factor / 2;
      at.y = centre.y - canvas.clientHeight / factor / 2;
      show();
    },
    pan: (x, y) => {
      at.x += x;
      at.y += y;
      show();
    },
    zoomBy: (factor) => {
      zoom = Math.min(4, Math.max(0.1, zoom * factor));
      show();
    },
    whole: () => {
      zoom = wholeScale() / Math.max(wholeScale(), LEGIBLE);
      at.x = 0;
      at.y = 0;
      show();
    },
    reset: () => {
      zoom = 1;
      at.x = 0;
      at.y = 0;
    },
  };
};
