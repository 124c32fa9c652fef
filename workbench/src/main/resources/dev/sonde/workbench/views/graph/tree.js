/** The same parts as a list, for keyboards, screen readers and who likes lists. */

import { h, put, button, breakable } from "../../core/dom.js";
import { count } from "../../core/format.js";

const SHOWN = 500;

/**
 * @param {any} graph @param {(node: any) => void} choose @param {(node: any) => void} turn
 */
export function tree(graph, choose, turn) {
  const list = h("ul.tree");
  const own = {
    element: list,
    /** @param {any} next */
    show(next) {
      /** @type {Map<string|null, any[]>} */
      const children = new Map();
      for (const node of next.nodes) {
        const parent = node.parent ?? null;
        children.set(parent, [...(children.get(parent) ?? []), node]);
      }
      /** @type {any[]} */
      const lines = [];
      const walk = (/** @type {string|null} */ parent, /** @type {number} */ depth) => {
        for (const node of children.get(parent) ?? []) {
          if (lines.length >= SHOWN) return;
          lines.push(line(node, depth));
          walk(node.id, depth + 1);
        }
      };
      walk(null, 0);
      put(list, lines, next.nodes.length > SHOWN ? h("li.muted", {}, count(next.nodes.length - SHOWN) + " more: open fewer modules, or find by typing") : null);
    },
  };
  const line = (/** @type {any} */ node, /** @type {number} */ depth) =>
    h(
      "li",
      { style: { "--depth": depth } },
      node.openable ? button(node.opened ? "▾" : "▸", () => turn(node), { "aria-expanded": String(Boolean(node.opened)), "aria-label": (node.opened ? "Close " : "Open ") + node.label }) : null,
      h("button", { type: "button", on: { click: () => choose(node) } }, breakable(node.label), node.parameters ? h("span.muted", {}, " " + count(node.parameters)) : null),
    );
  own.show(graph);
  return own;
}
