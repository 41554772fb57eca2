// The menu for taking a view along: as a picture, or on paper.
import { download, standalone, toPng } from "./save.js";
import { framed } from "./picture.js";
import { dayAt } from "./place.js";
import { fold } from "./text.js";

export const createSaving = ({ words, reading, current }) => {
  const { t } = words, by = (id) => document.getElementById(id);

  // What a file is called: place, view, date and form, and that it is filtered.
  const nameOf = ({ state, selection, filters }, picture, day, wide) => {
    const part = state.view === "anatomy" ? fold(picture.name).replace(/ /g, "-") : "";
    return [selection.place.id, t(`file_${state.view}`), part, day, filters && t("file_filtered"), wide && "16x9"].filter(Boolean).join("-");
  };
  const reference = ({ place }) => {
    const read = place.sources.filter((number) => !place.documents[number].named).length;
    return t("picture_reference", { read: words.number(read), title: t("title"), place: words.say(place.name) });
  };
  const drawing = () => {
    const wide = by("save-wide").checked, now = current(), { selection, filters } = now, picture = now.picture(wide);
    if (!picture) return null;
    const day = dayAt(selection.place, selection.bit), place = words.say(selection.place.name), title = `${place}: ${picture.name}`;
    const about = [day && t("as_of_date", { date: words.date(day) }), filters && t("filtered_for", { filters }), ...picture.notes].filter(Boolean).join(" · ");
    // Styles are only known of what is in the page.
    const holder = by("drawing-room"), whole = framed(picture.svg, { title, about, keys: picture.keys, reference: reference(selection), wide });
    holder.replaceChildren(whole);
    const found = standalone(whole, { title: `${title}. ${about}`, back: getComputedStyle(document.documentElement).getPropertyValue("--back").trim() });
    holder.replaceChildren();
    return { ...found, name: nameOf(now, picture, day, wide) };
  };
  const failed = () => reading.tell(t("not_saved"));
  by("save-svg").addEventListener("click", () => {
    const found = drawing();
    if (found) download(`${found.name}.svg`, found.text, "image/svg+xml");
    else failed();
  });
  by("save-png").addEventListener("click", () => {
    const found = drawing();
    if (found) toPng(found).then((blob) => download(`${found.name}.png`, blob), failed);
    else failed();
  });
  by("print").addEventListener("click", () => window.print());

  // A canvas does not print well, and not whole: on paper the map is drawn anew.
  const before = () => {
    const { state, picture } = current();
    by("map-print").replaceChildren(...(state.view === "map" && picture(false) ? [picture(false).svg] : []));
  };
  addEventListener("beforeprint", before);
  matchMedia("print").addEventListener("change", (event) => { if (event.matches) before(); });
};
