/** A tensor as a matrix of colours: any size, zoomed down to single values, each readable. */

import { h, put, button, say } from "../../core/dom.js";
import { css, ink, rgb, strip } from "../../core/colour.js";
import { count, real } from "../../core/format.js";
import { note } from "../../core/place.js";
import { Tiles } from "./tiles.js";

/** From so many pixels a cell shows its number. */
const LEGIBLE = 44;
const LARGEST = 96;

/**
 * @param {{of: {file?: string, job?: string}, address: string, plan: any, params: URLSearchParams, signal: AbortSignal}} what
 */
export function heatmap({ of, address, plan, params, signal }) {
  const { rows, columns, tile } = plan;
  const rowName = plan.row_name || "row";
  const columnName = plan.column_name || "column";
  const canvas = h("canvas.heat", { tabindex: "0", role: "application", "aria-roledescription": "heatmap", "aria-label": `Heatmap of ${address}: ${count(rows)} rows, ${count(columns)} columns. Arrows move from value to value, plus and minus zoom.` });
  const reading = h("p.reading", {}, "Point at a value to read it.");
  let queued = false;
  const later = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => ((queued = false), draw()));
  };
  const tiles = new Tiles(of, address, plan, later, signal);
  // What is seen: cell (left, top) stands in the corner, each cell is `size` pixels.
  let left = Number(params.get("x") ?? 0);
  let top = Number(params.get("y") ?? 0);
  let size = Number(params.get("zoom") ?? 0);
  /** @type {[number, number]|null} row, column */
  let chosen = null;
  const g = canvas.getContext("2d");
  const fitting = () => Math.min(canvas.clientWidth / columns, canvas.clientHeight / rows);

  const clamp = () => {
    const least = Math.min(fitting(), LARGEST);
    size = Math.min(LARGEST, Math.max(least, size || least));
    left = Math.max(0, Math.min(left, columns - canvas.clientWidth / size));
    top = Math.max(0, Math.min(top, rows - canvas.clientHeight / size));
  };
  const level = () => Math.max(0, Math.min(plan.levels - 1, Math.floor(Math.log2(1 / size) + 0.01)));

  function draw() {
    const dots = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width) return;
    if (canvas.width !== Math.round(width * dots)) canvas.width = Math.round(width * dots);
    if (canvas.height !== Math.round(height * dots)) canvas.height = Math.round(height * dots);
    clamp();
    g.setTransform(dots, 0, 0, dots, 0, 0);
    g.imageSmoothingEnabled = false;
    g.clearRect(0, 0, width, height);
    const deep = level();
    const span = tile * 2 ** deep;
    for (let y = Math.floor(top / span); y * span < Math.min(rows, top + height / size); y++) {
      for (let x = Math.floor(left / span); x * span < Math.min(columns, left + width / size); x++) {
        const found = tiles.at(deep, x, y);
        if (!found) continue;
        const cell = size * 2 ** deep;
        g.drawImage(found.picture, (x * span - left) * size, (y * span - top) * size, found.columns * cell, found.rows * cell);
        if (deep === 0 && size >= LEGIBLE) words(found, x * span, y * span);
      }
    }
    if (chosen) {
      g.strokeStyle = "#14181d";
      g.lineWidth = 3;
      const edge = Math.max(4, size);
      g.strokeRect((chosen[1] - left) * size, (chosen[0] - top) * size, edge, edge);
      g.strokeStyle = "#ffffff";
      g.lineWidth = 1;
      g.strokeRect((chosen[1] - left) * size, (chosen[0] - top) * size, edge, edge);
    }
    if (tiles.error) put(reading, tiles.error);
  }

  /** Numbers in the cells. @param {any} found @param {number} x0 @param {number} y0 */
  function words(found, x0, y0) {
    const scale = { low: -tiles.limit, high: tiles.limit, signed: true };
    g.font = "11px system-ui, sans-serif";
    g.textAlign = "center";
    g.textBaseline = "middle";
    for (let r = 0; r < found.rows; r++) {
      const y = (y0 + r + 0.5 - top) * size;
      if (y < -size || y > canvas.clientHeight + size) continue;
      for (let c = 0; c < found.columns; c++) {
        const x = (x0 + c + 0.5 - left) * size;
        if (x < -size || x > canvas.clientWidth + size) continue;
        const value = found.values[r * found.columns + c];
        g.fillStyle = ink(rgb(value, scale));
        g.fillText(real(value), x, y);
      }
    }
  }

  /** @param {number} row @param {number} column */
  function read(row, column) {
    const deep = level();
    const cells = 2 ** deep;
    const found = tiles.at(deep, Math.floor(column / (tile * cells)), Math.floor(row / (tile * cells)));
    if (!found) return;
    const r = Math.floor((row % (tile * cells)) / cells);
    const c = Math.floor((column % (tile * cells)) / cells);
    const value = found.values[r * found.columns + c];
    const where = `${rowName} ${count(row)}, ${columnName} ${count(column)}`;
    const text = deep === 0 ? `${where}: ${real(value, 6)}` : `around ${where}: ${real(value, 4)}, the greatest magnitude of ${cells} × ${cells} values`;
    put(reading, text);
    return text;
  }
  const place = (/** @type {any} */ e) => [Math.floor(top + e.offsetY / size), Math.floor(left + e.offsetX / size)];
  const zoom = (/** @type {number} */ by, /** @type {number} */ x, /** @type {number} */ y) => {
    const before = size;
    size = Math.min(LARGEST, Math.max(Math.min(fitting(), LARGEST), size * by));
    left += x / before - x / size;
    top += y / before - y / size;
    keep();
  };
  let late = 0;
  const keep = () => {
    later();
    clearTimeout(late);
    late = setTimeout(() => !signal.aborted && note({ x: left ? left.toFixed(1) : "", y: top ? top.toFixed(1) : "", zoom: size > fitting() * 1.01 ? size.toFixed(3) : "" }), 300);
  };
  /** @type {number[]|null} */
  let drag = null;
  canvas.addEventListener("pointerdown", (/** @type {PointerEvent} */ e) => {
    drag = [e.offsetX, e.offsetY, left, top];
    canvas.setPointerCapture(e.pointerId);
    const [row, column] = place(e);
    if (row < rows && column < columns) chosen = [row, column];
    if (chosen) read(...chosen);
    later();
  });
  canvas.addEventListener("pointermove", (/** @type {PointerEvent} */ e) => {
    if (drag && e.buttons) {
      left = drag[2] - (e.offsetX - drag[0]) / size;
      top = drag[3] - (e.offsetY - drag[1]) / size;
      keep();
      return;
    }
    const [row, column] = place(e);
    if (row >= 0 && column >= 0 && row < rows && column < columns) read(row, column);
  });
  canvas.addEventListener("pointerup", () => (drag = null));
  canvas.addEventListener(
    "wheel",
    (/** @type {WheelEvent} */ e) => {
      if (!e.ctrlKey && document.activeElement !== canvas) return;
      e.preventDefault();
      zoom(Math.exp(-e.deltaY / 300), e.offsetX, e.offsetY);
    },
    { passive: false },
  );
  const middle = (/** @type {number} */ by) => zoom(by, canvas.clientWidth / 2, canvas.clientHeight / 2);
  const whole = () => {
    size = 0;
    left = top = 0;
    keep();
  };
  canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[e.key];
    if (step) {
      const far = (e.shiftKey ? 16 : 1) * 2 ** level();
      const [r, c] = chosen ?? [Math.floor(top), Math.floor(left)];
      chosen = chosen ? [Math.min(rows - 1, Math.max(0, r + far * step[0])), Math.min(columns - 1, Math.max(0, c + far * step[1]))] : [r, c];
      if (chosen[0] < top) top = chosen[0];
      if (chosen[1] < left) left = chosen[1];
      if ((chosen[0] + 1 - top) * size > canvas.clientHeight) top = chosen[0] + 1 - canvas.clientHeight / size;
      if ((chosen[1] + 1 - left) * size > canvas.clientWidth) left = chosen[1] + 1 - canvas.clientWidth / size;
      say(read(...chosen) ?? "");
      keep();
    } else if (e.key === "+" || e.key === "=") middle(1.5);
    else if (e.key === "-") middle(1 / 1.5);
    else if (e.key === "0") whole();
    else return;
    e.preventDefault();
  });
  const bar = h("canvas.strip", { role: "img", "aria-label": "Colours from the limit below zero to the limit above; white is zero" });
  strip(bar, true);
  const ends = [h("span"), h("span")];
  const limit = h("input", { type: "range", min: "-3", max: "3", step: "0.1", value: "0", "aria-label": "Strength of the colours" });
  const colours = () => {
    const to = (plan.scale > 0 ? plan.scale : 1) / 2 ** Number(limit.value);
    tiles.colour(to);
    put(ends[0], real(-to));
    put(ends[1], real(to));
    later();
  };
  limit.addEventListener("input", colours);
  new ResizeObserver(later).observe(canvas);
  const tall = Math.max(48, Math.min(560, Math.max((rows / columns) * 900, rows * 14)));
  canvas.style.setProperty("height", tall + "px");
  colours();
  return h(
    "div.heatmap",
    {},
    h("div.tools", {}, button("+", () => middle(1.5), { "aria-label": "Zoom in" }), button("−", () => middle(1 / 1.5), { "aria-label": "Zoom out" }), button("All", whole), h("label", {}, "Colours ", limit)),
    canvas,
    reading,
    h("p.scale", {}, ends[0], bar, ends[1], h("span.muted", {}, "Values beyond the limits have the colour of the limit.")),
  );
}
