/** Columns of an answer against each other. Colour and shape tell groups apart. */

import { h, s, put } from "../../core/dom.js";
import { CLASSES, limits } from "../../core/colour.js";
import { count, number, real } from "../../core/format.js";
import { note } from "../../core/place.js";
import { saving } from "../../blocks/figure.js";
import { ticks } from "../tensor/histogram.js";

const WIDTH = 720;
const HEIGHT = 400;
const BOX = { left: 70, right: 20, top: 14, bottom: 46 };
const MOST = 5000;
const GROUPS = 10;

/** @param {{columns: any[], rows: any[][]}} found @param {URLSearchParams} params */
export function plot({ columns, rows }, params) {
  const numeric = columns.map((_, c) => c).filter((c) => rows.some((row) => typeof row[c] === "number"));
  if (rows.length < 2 || numeric.length < 1) return null;
  const at = (/** @type {string} */ key, /** @type {number} */ fallback) => {
    const c = columns.findIndex((column) => column.key === params.get(key));
    return c < 0 ? fallback : c;
  };
  const few = columns.findIndex((_, c) => !numeric.includes(c) && new Set(rows.map((row) => row[c])).size <= GROUPS);
  const chosen = { x: at("x", numeric.length > 1 ? numeric[0] : -1), y: at("y", numeric[numeric.length > 1 ? 1 : 0]), group: at("group", few) };
  const svg = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "histogram" });
  const legend = h("ul.legend");
  const lines = h("input", { type: "checkbox" });
  const pick = (/** @type {"x"|"y"|"group"} */ key, /** @type {string} */ words, /** @type {number[]} */ among, /** @type {string} */ none) =>
    h(
      "label",
      {},
      words,
      h(
        "select",
        {
          on: {
            change: (/** @type {any} */ e) => {
              chosen[key] = Number(e.target.value);
              note({ [key]: columns[chosen[key]]?.key ?? "" });
              draw();
            },
          },
        },
        none ? h("option", { value: -1 }, none) : null,
        among.map((c) => h("option", { value: c, selected: c === chosen[key] }, columns[c].title || columns[c].key)),
      ),
    );
  const draw = () => {
    const names = chosen.group < 0 ? [""] : [...new Set(rows.map((row) => String(row[chosen.group])))];
    const shown = rows.slice(0, MOST);
    const xs = shown.map((row, i) => (chosen.x < 0 ? i : number(row[chosen.x])));
    const ys = shown.map((row) => number(row[chosen.y]));
    const x = axis(limits(xs, false), BOX.left, WIDTH - BOX.right);
    const y = axis(limits(ys, false), HEIGHT - BOX.bottom, BOX.top);
    const label = (/** @type {number} */ c) => (c < 0 ? "row" : columns[c].title || columns[c].key);
    svg.setAttribute("aria-label", `${label(chosen.y)} against ${label(chosen.x)}, ${count(shown.length)} points`);
    /** @type {any[]} */
    const marks = [];
    names.slice(0, 40).forEach((name, k) => {
      const colour = CLASSES[k % CLASSES.length];
      const points = shown.flatMap((row, i) => ((chosen.group < 0 || String(row[chosen.group]) === name) && Number.isFinite(xs[i]) && Number.isFinite(ys[i]) ? [[x.at(xs[i]), y.at(ys[i]), xs[i], ys[i]]] : []));
      if (lines.checked) marks.push(s("path", { d: points.sort((a, b) => a[0] - b[0]).map((p, i) => (i ? "L" : "M") + p[0].toFixed(1) + " " + p[1].toFixed(1)).join(""), fill: "none", stroke: colour, "stroke-width": 1.6 }));
      for (const [px, py, vx, vy] of points) marks.push(shape(k, px, py, colour, `${name ? name + ": " : ""}${real(vx)}, ${real(vy)}`));
    });
    put(svg, frame(x, y, label(chosen.x), label(chosen.y)), marks);
    put(legend, chosen.group < 0 ? null : names.slice(0, 40).map((name, k) => h("li", {}, s("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, shape(k, 0, 0, CLASSES[k % CLASSES.length], "")), " ", name)));
  };
  lines.addEventListener("change", draw);
  draw();
  return h(
    "figure",
    {},
    h("div.row", {}, pick("x", "Across", numeric, "row number"), pick("y", "Up", numeric, ""), pick("group", "Groups", columns.map((_, c) => c), "none"), h("label", {}, "Lines", lines)),
    h("div.drawing", {}, svg),
    legend,
    rows.length > MOST ? h("p.muted", {}, `The first ${count(MOST)} rows are drawn.`) : null,
    h("div.tools", {}, saving(svg, "answer")),
  );
}

/** @param {{low: number, high: number}} limits @param {number} from @param {number} to */
function axis({ low, high }, from, to) {
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  const [a, b] = [low - room, high + room];
  return { low: a, high: b, at: (/** @type {number} */ v) => from + ((to - from) * (v - a)) / (b - a), marks: ticks(a, b, 6) };
}

/** @param {any} x @param {any} y @param {string} across @param {string} up */
function frame(x, y, across, up) {
  const words = { "font-size": 12, fill: "var(--figure-muted)" };
  return [
    ...y.marks.map((/** @type {number} */ v) => [
      s("line", { x1: BOX.left, x2: WIDTH - BOX.right, y1: y.at(v), y2: y.at(v), stroke: "var(--figure-grid)" }),
      s("text", { ...words, x: BOX.left - 6, y: y.at(v) + 4, "text-anchor": "end" }, real(v)),
    ]),
    ...x.marks.map((/** @type {number} */ v) => s("text", { ...words, x: x.at(v), y: HEIGHT - BOX.bottom + 18, "text-anchor": "middle" }, real(v))),
    s("text", { x: (BOX.left + WIDTH - BOX.right) / 2, y: HEIGHT - 8, "text-anchor": "middle", "font-size": 13, fill: "var(--figure-ink)" }, across),
    s("text", { x: 0, y: 0, transform: `translate(14 ${(HEIGHT - BOX.bottom + BOX.top) / 2}) rotate(-90)`, "text-anchor": "middle", "font-size": 13, fill: "var(--figure-ink)" }, up),
  ];
}

/** @param {number} k @param {number} x @param {number} y @param {string} colour @param {string} words */
function shape(k, x, y, colour, words) {
  const paths = ["M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0", "M-3.2 -3.2h6.4v6.4h-6.4z", "M0 -4.2L4 3.2H-4z", "M0 -4.4L4.4 0L0 4.4L-4.4 0z"];
  return s("path", { d: paths[k % 4], transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, fill: colour, "fill-opacity": 0.85 }, words ? s("title", {}, words) : null);
}
