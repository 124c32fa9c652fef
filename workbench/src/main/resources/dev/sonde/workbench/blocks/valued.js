/** A text read symbol by symbol, once for each row, on the colour of the row's value there. */

import { h } from "../core/dom.js";
import { css, ink, rgb } from "../core/colour.js";
import { number, real } from "../core/format.js";

/** @param {{title: string, symbols: string[], rows: {label: string, values: any[]}[]}} block */
export function valued(block) {
  const scale = { low: -1, high: 1, signed: true };
  const cell = (/** @type {any} */ raw, /** @type {number} */ i) => {
    const colour = rgb(number(raw), scale);
    return h("td", { title: real(raw), style: { background: css(colour), color: ink(colour) } }, block.symbols[i], h("span.unseen", {}, " " + real(raw, 2)));
  };
  return h(
    "div.table",
    { role: "region", tabindex: "0", "aria-label": block.title },
    h("table.valued", {}, h("caption", {}, block.title), h("tbody", {}, block.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.label), row.values.map(cell))))),
  );
}
