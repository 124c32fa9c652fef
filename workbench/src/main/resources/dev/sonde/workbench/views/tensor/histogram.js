/** How values lie: bars, the count under the pointer, a scale that can be logarithmic. */

import { h, s, put } from "../../core/dom.js";
import { count, number, real } from "../../core/format.js";
import { saving } from "../../blocks/figure.js";

/** As wide as is seen, so that its words keep their size on a phone. */
const widest = () => Math.min(720, Math.max(300, innerWidth - 40));
const HEIGHT = 220;
const LEFT = 64;
const BOTTOM = 30;
const TOP = 10;

/**
 * @param {{edges: any[], counts: number[]}} data
 * @param {string} name
 */
export function histogram(data, name) {
  const edges = data.edges.map(number);
  const told = h("p.reading", { "aria-live": "off" }, "Point at a bar to read it.");
  const width = widest();
  const svg = s("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": summary(edges, data.counts, name), class: "histogram" });
  const logarithmic = h("input", { type: "checkbox" });
  const draw = () => put(svg, ...bars(edges, data.counts, width, logarithmic.checked, told));
  logarithmic.addEventListener("change", draw);
  draw();
  return h("figure", {}, h("div.drawing", {}, svg), told, h("div.tools", {}, h("label", {}, logarithmic, " logarithmic counts"), saving(svg, name + "-histogram")));
}

/** @param {number[]} edges @param {number[]} counts @param {string} name */
function summary(edges, counts, name) {
  const most = counts.indexOf(Math.max(...counts));
  return `Histogram of ${name}: ${count(counts.reduce((a, b) => a + b, 0))} values from ${real(edges[0])} to ${real(edges.at(-1))}, most between ${real(edges[most])} and ${real(edges[most + 1])}`;
}

/** @param {number[]} edges @param {number[]} counts @param {number} width @param {boolean} log @param {HTMLElement} told */
function bars(edges, counts, width, log, told) {
  const high = Math.max(1, ...counts);
  const y = (/** @type {number} */ n) => {
    const share = log ? Math.log1p(n) / Math.log1p(high) : n / high;
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - share);
  };
  const span = (edges.at(-1) ?? 1) - edges[0] || 1;
  const x = (/** @type {number} */ v) => LEFT + ((width - LEFT - 12) * (v - edges[0])) / span;
  const read = (/** @type {number} */ i) => () => {
    told.textContent = `${real(edges[i], 4)} to ${real(edges[i + 1], 4)}: ${count(counts[i])} values`;
  };
  const rules = (log ? powers(high) : ticks(0, high, 4)).map((n) => [
    s("line", { x1: LEFT, x2: width - 12, y1: y(n), y2: y(n), stroke: "var(--figure-grid)" }),
    s("text", { x: LEFT - 6, y: y(n) + 4, "text-anchor": "end", "font-size": 12, fill: "var(--figure-muted)" }, count(n)),
  ]);
  const marks = ticks(edges[0], edges.at(-1) ?? 1, 6).map((v) =>
    s("text", { x: x(v), y: HEIGHT - 10, "text-anchor": "middle", "font-size": 12, fill: "var(--figure-muted)" }, real(v)),
  );
  const shapes = counts.map((n, i) =>
    s("rect", {
      x: x(edges[i]),
      y: TOP,
      width: Math.max(0.5, x(edges[i + 1]) - x(edges[i])),
      height: HEIGHT - BOTTOM - TOP,
      fill: "transparent",
      on: { pointerenter: read(i), pointerdown: read(i) },
    }),
  );
  const filled = counts.map((n, i) =>
    n ? s("rect", { x: x(edges[i]), y: Math.min(y(n), HEIGHT - BOTTOM - 1), width: Math.max(0.5, x(edges[i + 1]) - x(edges[i]) - 0.5), height: Math.max(1, HEIGHT - BOTTOM - y(n)), fill: "#0072b2" }) : null,
  );
  const zero = edges[0] < 0 && (edges.at(-1) ?? 0) > 0 ? s("line", { x1: x(0), x2: x(0), y1: TOP, y2: HEIGHT - BOTTOM, stroke: "var(--figure-muted)", "stroke-dasharray": "3 3" }) : null;
  return [...rules.flat(), zero, ...filled, ...shapes, ...marks];
}

/** Round numbers between two ends. @param {number} low @param {number} high @param {number} about @returns {number[]} */
export function ticks(low, high, about) {
  if (!(high > low) || !Number.isFinite(high - low)) return [low];
  const raw = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= raw) ?? 10);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9 && found.length < 20; i++) found.push(i * step);
  return found;
}

/** @param {number} high */
function powers(high) {
  const found = [0];
  for (let n = 1; n <= high; n *= 10) found.push(n);
  return found.length > 6 ? found.filter((_, i) => i % 2 === 0) : found;
}
