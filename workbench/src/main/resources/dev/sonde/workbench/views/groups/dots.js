/** Runs as dots that open, and distances as dots in rows: within each group, between groups. */

import { h, s } from "../../core/dom.js";
import { CLASSES } from "../../core/colour.js";
import { percent, real } from "../../core/format.js";
import { to } from "../../core/place.js";
import { saving } from "../../blocks/figure.js";
import { plane } from "./plane.js";

const SHAPES = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0", "M-4.4 -4.4h8.8v8.8h-8.8z", "M0 -5.8L5.5 4.6H-5.5z", "M0 -6L6 0L0 6L-6 0z"];
const INK = "var(--figure-ink)";
const MUTED = "var(--figure-muted)";

/** @param {number} group */
const mark = (group) => ({ d: SHAPES[(group + Math.floor(group / 10)) % 4], fill: CLASSES[group % 10] });

/** @param {any[]} children @param {string} name @param {number} width @param {number} height @param {string} caption */
function figured(children, name, width, height, caption) {
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": name, "font-family": "Arial, sans-serif", "font-size": 12 }, children);
  return h("figure", {}, h("div.drawing", {}, svg), h("figcaption", {}, caption), h("div.tools", {}, saving(svg, name)));
}

/**
 * @param {{name: string, group: number, file: string|null}[]} runs @param {number[][]} distances @param {string[]} groups
 */
export function map(runs, distances, groups) {
  const { at, share } = plane(distances);
  const [width, height] = [520, 380];
  const span = (/** @type {number} */ k) => [Math.min(...at.map((p) => p[k])), Math.max(...at.map((p) => p[k]))];
  const [[left, right], [low, high]] = [span(0), span(1)];
  const unit = Math.min((width - 60) / (right - left || 1), (height - 60) / (high - low || right - left || 1));
  const dots = runs.map((run, i) => {
    const [x, y] = [width / 2 + (at[i][0] - (left + right) / 2) * unit, height / 2 - (at[i][1] - (low + high) / 2) * unit];
    const dot = s("path", { ...mark(run.group), transform: `translate(${x} ${y})`, stroke: "var(--figure-paper)", "stroke-width": 0.8 }, s("title", {}, run.name + ", " + groups[run.group]));
    return run.file ? s("a", { href: to("file", [run.file]), "aria-label": run.name + ", " + groups[run.group] }, dot) : dot;
  });
  const legend = groups.map((name, g) => s("g", { transform: `translate(14 ${16 + 17 * g})` }, s("path", mark(g)), s("text", { x: 11, y: 4, fill: INK }, name)));
  return figured([dots, legend], "Runs", width, height, "Each dot is a run; distances between dots approximate how much the runs differ (classical scaling; " + percent(share) + " of the variance lies in this plane). A dot opens its run.");
}

/**
 * @param {{label: string, group: number|null, values: number[]}[]} rows @param {string} unit
 */
export function strips(rows, unit) {
  const [width, left, each] = [520, 150, 34];
  const height = rows.length * each + 44;
  const most = Math.max(...rows.flatMap((row) => row.values), 0) || 1;
  const x = (/** @type {number} */ v) => left + (v / most) * (width - left - 20);
  const drawn = rows.flatMap((row, r) => {
    const y = 18 + r * each;
    const mean = row.values.reduce((a, b) => a + b, 0) / (row.values.length || 1);
    return [
      s("text", { x: left - 12, y: y + 4, "text-anchor": "end", fill: INK }, row.label),
      s("line", { x1: left, x2: width - 20, y1: y, y2: y, stroke: "var(--figure-grid)" }),
      row.values.map((v, i) => s("path", { ...(row.group === null ? { d: SHAPES[0], fill: MUTED } : mark(row.group)), "fill-opacity": 0.7, transform: `translate(${x(v)} ${y + ((i % 3) - 1) * 4})` }, s("title", {}, real(v)))),
      row.values.length ? s("line", { x1: x(mean), x2: x(mean), y1: y - 12, y2: y + 12, stroke: INK, "stroke-width": 2 }, s("title", {}, "mean " + real(mean))) : null,
    ];
  });
  const axis = [0, 0.5, 1].map((t) => s("text", { x: x(t * most), y: height - 22, "text-anchor": "middle", fill: MUTED }, real(t * most)));
  return figured([drawn, axis, s("text", { x: (left + width - 20) / 2, y: height - 5, "text-anchor": "middle", fill: INK }, unit)], "Distances", width, height, "Each dot is a pair of runs; the line marks their mean.");
}
