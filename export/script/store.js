// Holds the state, writes it to the address, and tells the views when it changes.
import { parse, serialise } from "./state.js";

// A frame in a notebook may not touch its history; the state is then kept all the same.
const write = (how, fragment) => {
  try {
    history[how](null, "", fragment ? `#${fragment}` : location.pathname + location.search);
  } catch { /* the address stays as it is */ }
};

export const createStore = (defaults) => {
  let state = parse(location.hash, defaults);
  let written = location.hash.replace(/^#/, "");
  const listeners = [], past = [];
  const changed = (before) => listeners.forEach((listener) => listener(state, before));
  const move = (next, how) => {
    const before = state;
    state = next;
    const fragment = serialise(state, defaults);
    if (fragment !== written) write(how, fragment);
    written = fragment;
    changed(before);
  };
  const readAddress = () => {
    const fragment = location.hash.replace(/^#/, "");
    if (fragment === written) return;
    const before = state;
    written = fragment;
    state = parse(fragment, defaults);
    changed(before);
  };
  addEventListener("popstate", readAddress);
  addEventListener("hashchange", readAddress);
  return {
    get: () => state,
    on: (listener) => listeners.push(listener),
    start: () => changed(null),
    // A step of its own in the history, unless it goes on with the step before.
    set: (changes, { replace = false } = {}) => {
      const next = { ...state, ...changes };
      if (serialise(next, defaults) === serialise(state, defaults)) return;
      if (!replace) past.push(state);
      if (past.length > 100) past.shift();
      move(next, replace ? "replaceState" : "pushState");
    },
    canUndo: () => past.length > 0,
    undo: () => past.length && move(past.pop(), "pushState"),
    address: (changes = {}) => `#${serialise({ ...state, ...changes }, defaults)}`,
  };
};
