/** Kernels of a convolution as small pictures, one for each pair of channels. */

import { h, button } from "../../core/dom.js";
import { block } from "../../core/api.js";
import { css, rgb } from "../../core/colour.js";
import { count } from "../../core/format.js";

const SHOWN = 64;

/**
 * How a kernel lies in its tensor: PyTorch and ONNX write [out, in, height, width], Keras and TensorFlow,
 * which call it a kernel, [height, width, in, out].
 * @param {number[]} shape @param {string} address
 */
function layout(shape, address) {
  const last = /kernel(:0)?$/i.test(address);
  const [out, into, height, width] = last ? [shape[3], shape[2], shape[0], shape[1]] : shape;
  const offset = (/** @type {number} */ o, /** @type {number} */ i, /** @type {number} */ y, /** @type {number} */ x) =>
    last ? ((y * width + x) * into + i) * out + o : ((o * into + i) * height + y) * width + x;
  return { out, into, height, width, offset };
}

/**
 * For four axes with small kernels; null for others.
 * @param {{file: string, address: string, shape: number[], plan: any, signal: AbortSignal}} of
 */
export function filters({ file, address, shape, plan, signal }) {
  if (!Array.isArray(shape) || shape.length !== 4) return null;
  const { out, into, height, width, offset } = layout(shape, address);
  if (height < 2 || width < 2 || height > 16 || width > 16) return null;
  // The matrix has a row for each index of the first axis and a column for all the others.
  if (plan.rows !== shape[0] || plan.rows * plan.columns !== out * into * height * width) return null;
  const list = h("ul.filters");
  let next = 0;
  const kernels = out * into;
  const more = button("More filters", () => draw(), {});
  /** @type {Map<string, Promise<{values: Float32Array, columns: number}>>} */
  const tiles = new Map();
  const at = async (/** @type {number} */ place) => {
    const [row, column] = [Math.floor(place / plan.columns), place % plan.columns];
    const [x, y] = [Math.floor(column / plan.tile), Math.floor(row / plan.tile)];
    const key = x + "/" + y;
    if (!tiles.has(key)) {
      tiles.set(key, block("/api/tile", { file, address, level: 0, x, y }, signal).then((a) => ({ values: new Float32Array(a.bytes), columns: Number(a.headers.get("X-Sonde-Columns")) })));
    }
    const tile = await /** @type {any} */ (tiles.get(key));
    return tile.values[(row % plan.tile) * tile.columns + (column % plan.tile)];
  };
  const picture = async (/** @type {number} */ o, /** @type {number} */ i) => {
    const values = [];
    for (let k = 0; k < height * width; k++) values.push(await at(offset(o, i, Math.floor(k / width), k % width)));
    const far = Math.max(...values.map(Math.abs)) || 1;
    const canvas = h("canvas", { width, height, role: "img", "aria-label": `Filter from channel ${i} to channel ${o}` });
    const g = canvas.getContext("2d");
    values.forEach((v, k) => {
      g.fillStyle = css(rgb(v, { low: -far, high: far, signed: true }));
      g.fillRect(k % width, Math.floor(k / width), 1, 1);
    });
    return h("li", {}, canvas, h("small", {}, `${i} → ${o}`));
  };
  const draw = async () => {
    const end = Math.min(kernels, next + SHOWN);
    const start = next;
    next = end;
    more.hidden = next >= kernels;
    for (let k = start; k < end; k++) {
      if (signal.aborted) return;
      list.append(await picture(Math.floor(k / into), k % into));
    }
  };
  draw().catch(() => {});
  return h("div", {}, h("p.muted", {}, `${count(kernels)} filters of ${height} × ${width}, input channel → output channel; each has its own colour limits, white is zero.`), list, more);
}
