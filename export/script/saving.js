// The menu for taking a view along: as a picture, or on paper.
import { download, standalone, toPng } from "./save.js";

export const createSaving = ({ words, reading, current }) => {
  const { t } = words, by = (id) => document.getElementById(id);
  const drawing = () => {
    const { view, svg } = current();
    if (!svg) return null;
    // Styles are only known of what is in the page.
    const own = svg.isConnected, holder = by("drawing-room");
    if (!own) holder.replaceChildren(svg);
    const found = standalone(svg, { title: document.title, back: getComputedStyle(document.documentElement).getPropertyValue("--back").trim() });
    if (!own) holder.replaceChildren();
    return { ...found, name: `${t("file_name")}-${t(`file_${view}`)}` };
  };
  const failed = () => reading.announce(t("not_saved"));
  by("save-svg").addEventListener("click", () => {
    const found = drawing();
    if (found) download(`${found.name}.svg`, found.text, "image/svg+xml");
  });
  by("save-png").addEventListener("click", () => {
    const found = drawing();
    if (found) toPng(found).then((blob) => download(`${found.name}.png`, blob), failed);
  });
  by("print").addEventListener("click", () => window.print());

  // A canvas does not print well, and not whole: on paper the map is drawn anew.
  const before = () => {
    const { view, svg } = current();
    by("map-print").replaceChildren(...(view === "map" && svg ? [svg] : []));
  };
  addEventListener("beforeprint", before);
  matchMedia("print").addEventListener("change", (event) => { if (event.matches) before(); });
};
