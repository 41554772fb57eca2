// The tables: what each holds, as rows of plain cells that can be sorted, copied and saved.
import { rowsOf } from "./place.js";
import { ofTier } from "./selection.js";

const name = (words, place, thing) => ({ text: words.say(thing.name), ref: thing.id, lang: words.foreign(thing.name, place.lang) });
const plain = (text, lang) => ({ text: text || "", lang });
const status = (words, entry, state) => plain(words.status(entry, state !== "on" && "not_in_force"));
const refs = (words, place, ids) => ({ list: ids.map((id) => name(words, place, place.things.get(id))) });

const partners = (selection, thing) => {
  const near = selection.ties.filter(({ tie }) => !tie.rel && (tie.a === thing.id || tie.b === thing.id));
  return [...new Set(near.map(({ tie }) => (tie.a === thing.id ? tie.b : tie.a)))];
};
const gapCount = (selection, thing) => {
  const count = selection.gaps.filter(({ gap }) => gap.places.includes(thing.id)).length;
  return { text: count ? String(count) : "", number: count };
};

const things = (isStructure) => ({ words, selection }) => {
  const place = selection.place;
  return [...selection.things.values()]
    .filter(({ thing }) => thing.kind !== "sector" && (thing.kind === "structure") === isStructure)
    .map(({ thing, state }) => ({
      id: thing.id,
      cells: [
        name(words, place, thing), plain(words.kind(thing)),
        plain(isStructure ? words.concepts("level", thing.levels) : words.concepts("sector", thing.sectors)),
        status(words, thing, state), plain(words.span(thing.from, thing.until)),
        refs(words, place, partners(selection, thing)), gapCount(selection, thing),
      ],
    }));
};

const participations = ({ words, selection }) => {
  const place = selection.place;
  return selection.ties.filter(({ tie }) => !tie.rel).map(({ tie, state }) => {
    const [body, structure] = [place.things.get(tie.a), place.things.get(tie.b)];
    return {
      id: tie.row,
      cells: [
        { text: words.say(body.name), ref: tie.row, lang: words.foreign(body.name, place.lang) }, name(words, place, structure),
        plain((tie.post || []).join(", "), words.foreign("", place.lang)), plain(words.concepts("level", tie.levels)),
        status(words, tie, state), plain(words.span(tie.from, tie.until)),
      ],
    };
  });
};

// The items of a tier, in the order of their places, each with one reference.
const items = (tier, cells) => (context) => ofTier(context.selection.gaps, tier).map(({ gap, version }) => {
  const { words, selection, page } = context;
  const told = {
    lacking: { text: words.say(version.title), ref: gap.id },
    says: plain(words.say(version.says)),
    concerns: refs(words, selection.place, [...new Set(gap.places)]),
    status: plain(words.concept(`gap-status/${version.status}`)),
    severity: { text: words.concept(`severity/${version.severity}`), number: page.order.severity.indexOf(version.severity) },
    place: { text: words.say(version.clause), number: version.rank },
    gap_required: plain((version.required_by || []).map((norm) => words.say(norm.reference)).join("; ")),
    reference: plain(words.say(version.reference), words.foreign("", selection.place.lang)),
  };
  return { id: gap.id, cells: cells.map((key) => told[key]) };
});
const tier = (name, heads) => ({ rows: items(name, heads), heads, className: "of-items" });

// Statements behind what is shown, each with what it is about.
const evidence = ({ words, selection, claims }) => {
  const place = selection.place, shown = new Set();
  const keep = (numbers) => (numbers || []).forEach((number) => shown.add(number));
  for (const { thing } of selection.things.values()) keep(thing.claims);
  for (const { tie } of selection.ties) keep(tie.claims);
  for (const { version } of selection.gaps) rowsOf(version).forEach((row) => keep(place.rows[row]?.claims));
  return [...shown].sort((one, other) => one - other).map((number) => {
    const claim = place.claims[number], row = place.rows[claim.row] || { name: claim.row };
    const leads = place.things.has(claim.row) || place.byRow.has(claim.row);
    const document = place.documents[claim.doc] || {}, own = words.foreign("", place.lang);
    return {
      id: String(number),
      cells: [
        { text: words.say(row.name), ref: leads ? claim.row : undefined, lang: words.foreign(row.name, place.lang) },
        plain(words.capital(row.class ? words.concept(row.class) : "")), plain(claim.voice, own),
        plain(claim.modality && words.concept(`modality/${claim.modality}`)),
        { text: words.date(document.date) || words.t("undated"), sort: document.date || "" },
        plain(claims.reference(place, claim), own), plain(claim.phrase, own),
      ],
    };
  });
};

export const TABLE = {
  structures: { rows: things(true), heads: ["name", "kind", "level", "status", "valid", "participants", "gaps"] },
  bodies: { rows: things(false), heads: ["name", "kind", "sector", "status", "valid", "takes_part_in", "gaps"] },
  participations: { rows: participations, heads: ["participant", "structure", "post", "level", "status", "valid"] },
  stated: tier("stated", ["lacking", "says", "concerns", "status", "severity", "place", "reference"]),
  structural: tier("structural", ["lacking", "says", "concerns", "severity", "place", "reference"]),
  expected: tier("expected", ["lacking", "says", "concerns", "severity", "place", "gap_required"]),
  evidence: { rows: evidence, heads: ["about", "kind", "voice", "modality", "date", "reference", "phrase"] },
};

export const cellText = (cell) => (cell.list ? cell.list.map((item) => item.text).join("; ") : cell.text);

const compare = (one, other) => {
  if (one.number !== undefined && other.number !== undefined) return one.number - other.number;
  if (one.sort !== undefined && other.sort !== undefined) return one.sort < other.sort ? -1 : Number(one.sort > other.sort);
  return cellText(one).localeCompare(cellText(other), "sv", { numeric: true, sensitivity: "base" });
};

// `sort` is the name of a column, with a hyphen before it for the other way round.
export const sorted = (rows, heads, sort) => {
  const down = sort.startsWith("-"), column = heads.indexOf(sort.replace(/^-/, ""));
  if (column < 0) return rows;
  return [...rows].sort((one, other) => compare(one.cells[column], other.cells[column]) * (down ? -1 : 1));
};

const PAGE = 10000;

// Rows on a page: all of them, unless their cells are more than a browser takes lightly.
export const perPage = (count, columns) => (count * columns > PAGE ? Math.floor(PAGE / columns / 10) : count);
