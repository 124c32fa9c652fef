/** Inputs beside units: what is chosen in one lights up in the other. */

import { h, put, button } from "../core/dom.js";
import { css, limits, rgb } from "../core/colour.js";
import { counted } from "../core/format.js";

const SIZE = 420;

/**
 * @param {{title?: string, view: any}} block
 */
export function linked({ title, view }) {
  return beside(title ?? "Inputs and units", typeof view === "string" ? JSON.parse(view) : view);
}

/**
 * @param {string} title
 * @param {{classes: {name: string, colour: string}[], inputs: any[][], neurons: any[][], activations: string}} view
 */
function beside(title, view) {
  const active = Uint8Array.from(atob(view.activations), (c) => c.charCodeAt(0));
  const units = view.neurons.length;
  const status = h("p.status", { "aria-live": "polite" }, "Choose inputs or units: click one, or drag a box around several.");
  const scores = standardised(active, view.inputs.length, units);
  const inputs = panel("Inputs", view.inputs, (i) => view.classes[view.inputs[i][3]]?.colour ?? "#777777");
  const neurons = panel("Units", view.neurons, (k) => view.classes[view.neurons[k][3]]?.colour ?? "#777777");
  const choose = (/** @type {"inputs"|"neurons"} */ side, /** @type {number[]} */ chosen) => {
    const other = side === "inputs" ? neurons : inputs;
    const own = side === "inputs" ? inputs : neurons;
    own.chosen = new Set(chosen);
    other.chosen = new Set();
    own.values = null;
    const n = side === "inputs" ? units : view.inputs.length;
    other.values = chosen.length
      ? Array.from({ length: n }, (_, j) => chosen.reduce((sum, c) => sum + (side === "inputs" ? scores[c * units + j] : scores[j * units + c]), 0) / chosen.length)
      : null;
    const names = chosen.slice(0, 5).map((c) => (side === "inputs" ? view.inputs : view.neurons)[c][0]).join(", ");
    put(status, chosen.length ? counted(chosen.length, side === "inputs" ? "input" : "unit") + ": " + names + (chosen.length > 5 ? " …" : "") + ". The other side shows the mean activation, in standard deviations from each unit's mean." : "Nothing is selected.");
    inputs.draw();
    neurons.draw();
  };
  inputs.choose = (chosen) => choose("inputs", chosen);
  neurons.choose = (chosen) => choose("neurons", chosen);
  return h(
    "section.linked",
    { "aria-label": title },
    h("h3", {}, title),
    status,
    h("ul.legend", {}, view.classes.map((one) => h("li", {}, h("span.swatch", { style: { background: one.colour } }), one.name))),
    h("div.panels", {}, inputs.element, neurons.element),
    button("Choose nothing", () => choose("inputs", [])),
  );
}

/** Standard scores of every unit over the inputs, so that units can be compared. @param {Uint8Array} active @param {number} n @param {number} d */
function standardised(active, n, d) {
  const scores = new Float32Array(n * d);
  for (let k = 0; k < d; k++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      sum += active[i * d + k];
      squares += active[i * d + k] ** 2;
    }
    const mean = sum / n;
    const scale = Math.sqrt(Math.max(0, squares / n - mean * mean)) || 1;
    for (let i = 0; i < n; i++) scores[i * d + k] = (active[i * d + k] - mean) / scale;
  }
  return scores;
}

/** @param {string} name @param {any[][]} points name, x, y, … @param {(i: number) => string} colour */
function panel(name, points, colour) {
  const canvas = h("canvas", { width: SIZE * 2, height: SIZE * 2, role: "img", "aria-label": name + ", " + counted(points.length, "point") });
  const xs = limits(points.map((p) => p[1]), false);
  const ys = limits(points.map((p) => p[2]), false);
  const unit = (SIZE - 32) / (Math.max(xs.high - xs.low, ys.high - ys.low) || 1);
  const at = points.map((p) => [SIZE / 2 + (p[1] - (xs.low + xs.high) / 2) * unit, SIZE / 2 - (p[2] - (ys.low + ys.high) / 2) * unit]);
  const own = {
    element: h("div", {}, h("p", {}, name), canvas),
    chosen: new Set(),
    /** @type {number[]|null} */
    values: null,
    choose: (/** @type {number[]} */ _) => {},
    draw() {
      const g = canvas.getContext("2d");
      g.setTransform(2, 0, 0, 2, 0, 0);
      g.clearRect(0, 0, SIZE, SIZE);
      const scale = own.values ? limits(own.values, true) : null;
      at.forEach(([x, y], i) => {
        g.fillStyle = own.values && scale ? css(rgb(own.values[i], scale)) : colour(i);
        g.globalAlpha = own.chosen.size && !own.chosen.has(i) ? 0.25 : 1;
        g.beginPath();
        g.arc(x, y, own.chosen.has(i) ? 5 : 3.5, 0, 7);
        g.fill();
        g.lineWidth = 0.5;
        g.strokeStyle = "#5b6875";
        g.stroke();
      });
      g.globalAlpha = 1;
    },
  };
  /** @type {number[]|null} */
  let from = null;
  const place = (/** @type {PointerEvent} */ e) => [(e.offsetX / canvas.clientWidth) * SIZE, (e.offsetY / canvas.clientHeight) * SIZE];
  canvas.addEventListener("pointerdown", (/** @type {PointerEvent} */ e) => (from = place(e)));
  canvas.addEventListener("pointerup", (/** @type {PointerEvent} */ e) => {
    if (!from) return;
    const [x, y] = place(e);
    const [left, right] = [Math.min(from[0], x), Math.max(from[0], x)];
    const [high, low] = [Math.min(from[1], y), Math.max(from[1], y)];
    from = null;
    if (right - left > 4 || low - high > 4) {
      own.choose(at.flatMap(([px, py], i) => (px >= left && px <= right && py >= high && py <= low ? [i] : [])));
      return;
    }
    let best = -1;
    let nearest = 100;
    at.forEach(([px, py], i) => {
      const far = (px - x) ** 2 + (py - y) ** 2;
      if (far < nearest) [best, nearest] = [i, far];
    });
    own.choose(best < 0 ? [] : [best]);
  });
  own.draw();
  return own;
}
