// What is shown: one state for all views, and its form in the address of the page.
export const VIEWS = ["overview", "anatomy", "forum", "map", "table"];
export const FACETS = ["kind", "sector", "level", "group", "prevention", "tier", "mark", "status", "rule", "severity"];
export const TABLES = ["structures", "bodies", "participations", "stated", "structural", "expected", "evidence"];
const LISTS = new Set(["focus", "open"]);
const PLAIN = ["view", "place", "date", "chosen", "from", "to", "table", "part", "sort", "language", "order", "gather"];

// A state as it is where the address says nothing; `given` is what the page was built with.
export const initial = (given) => ({
  view: "overview", place: "", date: "", chosen: "", focus: [], open: [], steps: 0, from: "", to: "",
  table: "stated", part: "structures", sort: "", order: "", gather: "", language: "sv", gaps: true, filters: {}, ...given,
});

const decoded = (text) => {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return "";
  }
};

const list = (text) => text.split(",").map(decoded).filter(Boolean);

const readPart = (state, key, raw) => {
  if (key.startsWith("f-") && FACETS.includes(key.slice(2))) state.filters[key.slice(2)] = list(raw);
  else if (LISTS.has(key)) state[key] = list(raw);
  else if (key === "steps") state.steps = Math.min(3, Math.max(0, Number.parseInt(raw, 10) || 0));
  else if (key === "gaps") state.gaps = raw !== "no";
  else if (key === "gap") state.chosen = decoded(raw); // as links from the report have it
  else if (PLAIN.includes(key)) state[key] = decoded(raw);
};

// An address without `=` names what is chosen, as links from the report do.
export const parse = (fragment, defaults) => {
  const state = { ...defaults, focus: [...defaults.focus], open: [...defaults.open], filters: {} };
  const text = fragment.replace(/^#/, "");
  if (text && !text.includes("=")) state.chosen = decoded(text);
  for (const part of text.includes("=") ? text.split("&") : []) {
    const at = part.indexOf("=");
    if (at > 0) readPart(state, part.slice(0, at), part.slice(at + 1));
  }
  if (!VIEWS.includes(state.view)) state.view = defaults.view;
  if (!TABLES.includes(state.table)) state.table = defaults.table;
  if (!["sv", "en"].includes(state.language)) state.language = defaults.language;
  return state;
};

const encoded = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":");

export const serialise = (state, defaults) => {
  const parts = PLAIN.filter((key) => state[key] !== defaults[key]).map((key) => `${key}=${encoded(state[key])}`);
  for (const key of LISTS) if (state[key].length) parts.push(`${key}=${state[key].map(encoded).join(",")}`);
  if (state.steps) parts.push(`steps=${state.steps}`);
  if (!state.gaps) parts.push("gaps=no");
  for (const facet of FACETS) {
    const values = state.filters[facet] || [];
    if (values.length) parts.push(`f-${facet}=${values.map(encoded).join(",")}`);
  }
  return parts.join("&");
};
