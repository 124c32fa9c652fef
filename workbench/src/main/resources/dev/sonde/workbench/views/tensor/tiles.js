/** Blocks of 256 × 256 cells of a matrix, fetched when they are seen and kept while there is room. */

import { block } from "../../core/api.js";
import { rgb } from "../../core/colour.js";

const KEPT = 200;

/** @typedef {{rows: number, columns: number, levels: number, tile: number, scale: number}} Plan */
/** @typedef {{rows: number, columns: number, values: Float32Array, picture: HTMLCanvasElement}} Tile */

export class Tiles {
  /**
   * @param {{file?: string, job?: string}} of whose tensor @param {string} address @param {Plan} plan
   * @param {() => void} arrived @param {AbortSignal} signal
   */
  constructor(of, address, plan, arrived, signal) {
    this.of = of;
    this.address = address;
    this.plan = plan;
    this.arrived = arrived;
    this.signal = signal;
    /** @type {Map<string, Tile|null>} */
    this.kept = new Map();
    this.error = "";
    this.limit = plan.scale > 0 ? plan.scale : 1;
  }

  /** The tile, or null while it comes. @param {number} level @param {number} x @param {number} y @returns {Tile|null} */
  at(level, x, y) {
    const key = level + "/" + x + "/" + y;
    const found = this.kept.get(key);
    if (found !== undefined) {
      // The one that was used last is the last to go.
      this.kept.delete(key);
      this.kept.set(key, found);
      return found;
    }
    this.kept.set(key, null);
    this.fetch(key, level, x, y);
    return null;
  }

  /** @param {string} key @param {number} level @param {number} x @param {number} y */
  async fetch(key, level, x, y) {
    try {
      const answer = await block("/api/tile", { ...this.of, address: this.address, level, x, y }, this.signal);
      const rows = Number(answer.headers.get("X-Sonde-Rows"));
      const columns = Number(answer.headers.get("X-Sonde-Columns"));
      const values = new Float32Array(answer.bytes);
      this.kept.set(key, { rows, columns, values, picture: this.paint(rows, columns, values) });
      while (this.kept.size > KEPT) this.kept.delete(/** @type {string} */ (this.kept.keys().next().value));
    } catch (error) {
      if (this.signal.aborted) return;
      this.error = error instanceof Error ? error.message : String(error);
    }
    this.arrived();
  }

  /** @param {number} rows @param {number} columns @param {Float32Array} values */
  paint(rows, columns, values) {
    const picture = document.createElement("canvas");
    picture.width = Math.max(1, columns);
    picture.height = Math.max(1, rows);
    const g = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
    const image = g.createImageData(picture.width, picture.height);
    const scale = { low: -this.limit, high: this.limit, signed: true };
    for (let i = 0; i < rows * columns; i++) {
      const [r, gr, b] = rgb(values[i], scale);
      image.data[4 * i] = r;
      image.data[4 * i + 1] = gr;
      image.data[4 * i + 2] = b;
      image.data[4 * i + 3] = 255;
    }
    g.putImageData(image, 0, 0);
    return picture;
  }

  /** Paints all anew with other limits. @param {number} limit */
  colour(limit) {
    this.limit = limit;
    for (const tile of this.kept.values()) if (tile) tile.picture = this.paint(tile.rows, tile.columns, tile.values);
  }
}
