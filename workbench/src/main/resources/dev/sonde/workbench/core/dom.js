/** Elements. Text reaches the page only here, as text nodes: what a file says is never markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * What hides or reorders what stands beside it is written out, as on a terminal: `\x1b`, `\u202e`.
 * @param {unknown} text
 * @returns {string}
 */
export function visible(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (c) => {
    if (c === "\n") return "\\n";
    if (c === "\t") return "\\t";
    const code = c.codePointAt(0) ?? 0;
    return code < 256 ? "\\x" + code.toString(16).padStart(2, "0") : "\\u" + code.toString(16).padStart(4, "0");
  });
}

/**
 * @typedef {Node|string|number|null|undefined|false} Leaf
 * @typedef {Leaf|Nested} Child
 * @typedef {Child[]} Nested
 * @typedef {Object<string, any>} Attributes  `on` holds listeners, `style` properties, `data` data-*
 */

/**
 * An element of HTML.
 * @param {string} tag  `button.primary` has a class
 * @param {Attributes} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  return fill(element, attributes, children);
}

/**
 * An element of SVG.
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {any}
 */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** @param {any} element @param {Attributes} attributes @param {any[]} children */
function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, action] of Object.entries(value)) element.addEventListener(event, action);
    else if (key === "style") for (const [name, to] of Object.entries(value)) element.style.setProperty(name, String(to));
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "value" || key === "checked" || key === "selected") element[key] = value;
    else element.setAttribute(key, value === true ? "" : key === "href" ? String(value) : visible(value));
  }
  append(element, children);
  return element;
}

/** @param {Node} parent @param {any[]} children */
function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
}

/**
 * Puts children in place of what an element holds.
 * @param {Element} parent
 * @param {...(Child|Child[])} children
 */
export function put(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/**
 * Addresses and paths may break after their marks, not inside words.
 * @param {string} text
 * @returns {Child[]}
 */
export function breakable(text) {
  const parts = visible(text).split(/(?<=[./_:])(?=[\p{L}\p{N}])/u);
  return parts.flatMap((part, i) => (i ? [document.createElement("wbr"), part] : [part]));
}

/**
 * Says something to who listens to the page.
 * @param {string} words
 */
export function say(words) {
  const said = document.getElementById("said");
  if (said) said.textContent = visible(words);
}

/** A button with words. @param {string} words @param {() => any} action @param {Attributes} [more] */
export function button(words, action, more = {}) {
  return h("button", { type: "button", on: { click: action }, ...more }, words);
}
