/** What the colours and shapes of points mean. */

import { h, s } from "../../core/dom.js";
import { CLASSES, strip } from "../../core/colour.js";
import { real } from "../../core/format.js";

/** @param {any} by @param {any} scale */
export function legendOf(by, scale) {
  if (!by) return null;
  if (scale) {
    const bar = h("canvas.strip", { role: "img", "aria-label": "Scale of the colours" });
    strip(bar, scale.signed);
    return h("p.scale", {}, by.title, " ", real(scale.low), bar, real(scale.high));
  }
  if (!by.levels) return h("p.muted", {}, by.title + " has too many values to be told apart by colours.");
  const paths = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0", "M-4.2 -4.2h8.4v8.4h-8.4z", "M0 -5.4L5.2 4.4H-5.2z", "M0 -5.6L5.6 0L0 5.6L-5.6 0z"];
  return h("ul.legend", {}, by.levels.map((/** @type {string} */ level, /** @type {number} */ k) => h("li", {}, s("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, s("path", { d: paths[(k + Math.floor(k / 10)) % 4], fill: CLASSES[k % 10] })), " ", level)));
}
