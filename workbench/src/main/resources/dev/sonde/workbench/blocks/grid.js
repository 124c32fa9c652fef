/** A table of coloured cells: rows of layers or heads, a column for each token; one cell is chosen. */

import { h, say } from "../core/dom.js";
import { css, ink, rgb } from "../core/colour.js";

/**
 * @param {{
 *   label: string, corner: string, rows: string[], columns: string[], numbered?: boolean,
 *   value: (r: number, c: number) => number, words: (r: number, c: number) => string, told: (r: number, c: number) => string,
 *   scale: {low: number, high: number, signed: boolean}, chosen: number[]|null, choose: (r: number, c: number) => void
 * }} of  `words` stand in the cell, `told` says it whole
 */
export function grid({ label, corner, rows, columns, numbered = false, value, words, told, scale, chosen, choose }) {
  let at = chosen ?? [0, 0];
  /** @type {any[][]} */
  const cells = rows.map((_, r) =>
    columns.map((_, c) => {
      const colour = rgb(value(r, c), scale);
      return h("td", { title: told(r, c), tabindex: "-1", "aria-label": told(r, c), "aria-selected": "false", style: { background: css(colour), color: ink(colour) }, on: { click: () => go(r, c), focus: () => (at = [r, c]) } }, words(r, c));
    }),
  );
  const go = (/** @type {number} */ r, /** @type {number} */ c) => {
    cells[at[0]][at[1]].tabIndex = -1;
    table.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    at = [r, c];
    cells[r][c].tabIndex = 0;
    cells[r][c].setAttribute("aria-selected", "true");
    cells[r][c].focus();
    choose(r, c);
  };
  const table = h(
    "table.grid",
    { role: "grid", "aria-label": label },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, corner), columns.map((token, c) => h("th", { scope: "col" }, numbered ? [h("small", {}, c), h("br")] : null, token)))),
    h("tbody", {}, rows.map((name, r) => h("tr", {}, h("th", { scope: "row" }, name), cells[r]))),
  );
  table.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[e.key];
    if (!step) return;
    e.preventDefault();
    go(Math.max(0, Math.min(rows.length - 1, at[0] + step[0])), Math.max(0, Math.min(columns.length - 1, at[1] + step[1])));
    say(told(at[0], at[1]));
  });
  cells[at[0]][at[1]].tabIndex = 0;
  if (chosen) cells[at[0]][at[1]].setAttribute("aria-selected", "true");
  return h("div.table.gridded", { role: "region", tabindex: "0", "aria-label": label }, table);
}

/** A share as a bar with its number. @param {string} name @param {number} share @param {string} words */
export const bar = (name, share, words) => h("tr", {}, h("th", { scope: "row" }, name), h("td.bar", {}, h("span", { style: { width: Math.max(0, Math.min(1, share)) * 100 + "%" } })), h("td.number", {}, words));
