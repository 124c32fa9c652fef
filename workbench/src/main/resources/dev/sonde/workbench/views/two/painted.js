/** The graph of one model, painted by its change to another. */

import { h, put } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { limits, strip } from "../../core/colour.js";
import { number, real } from "../../core/format.js";
import { go, to } from "../../core/place.js";
import { drawing } from "../graph/drawing.js";

/** @param {HTMLElement} section @param {string} a @param {string} b @param {AbortSignal} signal */
export async function painted(section, a, b, signal) {
  try {
    const [graph, answer] = await Promise.all([
      get("/api/graph", { file: b }, signal),
      get("/api/graph/values", { file: b, statistic: "change", other: a }, signal),
    ]);
    const values = Object.fromEntries(Object.entries(answer.values).map(([id, raw]) => [id, number(raw)]));
    const scale = limits(Object.values(values), answer.signed);
    if (!answer.signed) scale.low = Math.min(0, scale.low);
    const whole = (/** @type {any} */ node) => node && go(to("graph", [b], { other: a, colour: "change", node: node.id }));
    const view = drawing({ choose: whole, open: whole, label: "Graph painted by change", signal });
    const bar = h("canvas.strip", { role: "img", "aria-label": "Scale of the change" });
    strip(bar, answer.signed);
    put(
      section,
      section.firstElementChild,
      h("div.graph", {}, view.element),
      h("p.scale", {}, real(scale.low), bar, real(scale.high) + " " + (answer.unit ?? "")),
      h("p", {}, h("a.way", { href: to("graph", [b], { other: a, colour: "change" }) }, "Open this graph")),
    );
    view.show(graph, null);
    view.paint({ values, scale, unit: answer.unit ?? "" });
  } catch (error) {
    if (!signal.aborted) put(section, section.firstElementChild, h("p.muted", {}, error instanceof Error ? error.message : String(error)));
  }
}
