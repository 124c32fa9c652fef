/** An answer as data becomes a page: the same blocks as in a report. */

import { h } from "../core/dom.js";
import { table } from "./table.js";
import { figure } from "./figure.js";
import { valued } from "./valued.js";
import { linked } from "./linked.js";

/**
 * What a view adds to every block.
 * @typedef {Object} Around
 * @property {(column: any, value: any, row: any[]) => string|null} [lead]
 * @property {(block: any, element: HTMLElement) => HTMLElement} [pin]
 */

/** @param {any} block @param {Around} [around] @returns {HTMLElement} */
export function block(block, around = {}) {
  const element = bare(block, around);
  return around.pin && (block.type === "table" || block.type === "figure") ? around.pin(block, element) : element;
}

/** @param {any} one @param {Around} around @returns {HTMLElement} */
function bare(one, around) {
  switch (one.type) {
    case "table":
      return table(one, { lead: around.lead });
    case "figure":
      return figure(one);
    case "words":
      return h("p", {}, one.text);
    case "items":
      return h("ul", {}, one.sentences.map((/** @type {string} */ words) => h("li", {}, words)));
    case "valued_text":
      return valued(one);
    case "linked":
      return linked(one);
    case "beside":
      return h("p", {}, h("strong", {}, one.file), ": ", one.words, " (a page of its own; the command writes it with -o)");
    case "folded":
      return folded(one, around);
    default:
      return h("p.muted", {}, "A block of the type '" + one.type + "', which this page does not know.");
  }
}

/** Drawn when it is opened: much of what is folded is never looked at. @param {any} one @param {Around} around */
function folded(one, around) {
  const inner = h("div");
  let filled = false;
  const fill = (/** @type {Event} */ event) => {
    if (filled || !(/** @type {HTMLDetailsElement} */ (event.target).open)) return;
    filled = true;
    inner.append(...one.blocks.map((/** @type {any} */ part) => block(part, around)));
  };
  return h("details", { on: { toggle: fill } }, h("summary", {}, one.title), inner);
}
