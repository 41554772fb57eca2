// Text and elements. Whatever comes from the data is put in as text, never as markup.
export const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-_\s]+/g, " ").trim();

// Adds to the list that a map holds under a key.
export const gather = (lists, key, value) => {
  if (!lists.has(key)) lists.set(key, []);
  lists.get(key).push(value);
};

export const fill = (template, values = {}) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

const NOT_ATTRIBUTES = new Set(["text", "lang", "className", "on"]);

const furnish = (made, { text, lang, className, on = {}, ...attributes }, children) => {
  if (className) made.setAttribute("class", className);
  if (lang) made.setAttribute("lang", lang);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false && !NOT_ATTRIBUTES.has(name)) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const [name, listener] of Object.entries(on)) made.addEventListener(name, listener);
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};

export const element = (tag, given = {}, ...children) =>
  furnish(document.createElement(tag), given, children);

export const button = (text, click, given = {}) => element("button", { type: "button", text, ...given, on: click && { click } });

// What leads on to what its name stands for.
export const link = (text, ref, lang) => button(text, undefined, { className: "plain", lang, "data-ref": ref });

// The reference of a norm, as a link where the text has an address.
export const linked = (words, { reference, address }) =>
  address ? element("a", { href: address, rel: "noopener noreferrer", text: words.say(reference) }) : words.say(reference);

// A text in which the reference of each norm is such a link.
export const withLinks = (words, says, norms = []) => norms.reduce((parts, norm) => {
  const rest = parts.at(-1), reference = words.say(norm.reference), at = rest.indexOf(reference);
  return at < 0 ? parts : [...parts.slice(0, -1), rest.slice(0, at), linked(words, norm), rest.slice(at + reference.length)];
}, [says]);

export const SVG = "http://www.w3.org/2000/svg";

export const shape = (tag, given = {}, ...children) =>
  furnish(document.createElementNS(SVG, tag), given, children);
