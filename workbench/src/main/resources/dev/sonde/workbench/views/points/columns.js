/** What is known of each point: labels, predictions, errors, trust, any number. */

import { AMOUNT, CLASSES, MISSING, SIGNED, index, limits } from "../../core/colour.js";
import { number, written } from "../../core/format.js";

const CLASS_LIMIT = 40;

/**
 * @typedef {Object} PointColumn
 * @property {string} key
 * @property {string} title
 * @property {string} type
 * @property {(i: number) => any} at
 * @property {string[]|null} levels  where it is a class
 * @property {Int32Array|null} codes
 * @property {boolean} signed
 */

/** @param {any} raw @returns {PointColumn} */
export function column(raw) {
  const title = raw.title || raw.key;
  if (raw.levels) return { key: raw.key, title, type: "text", levels: raw.levels.map(String), codes: Int32Array.from(raw.codes), at: (i) => raw.levels[raw.codes[i]], signed: false };
  const { values } = raw;
  const few = raw.type !== "real" ? [...new Set(values)] : [];
  if (few.length && few.length <= CLASS_LIMIT) {
    few.sort((a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true })));
    const place = new Map(few.map((value, k) => [value, k]));
    return { key: raw.key, title, type: "text", levels: few.map((value) => written(value)), codes: Int32Array.from(values, (/** @type {any} */ v) => place.get(v) ?? 0), at: (i) => values[i], signed: false };
  }
  const real = raw.type === "real" || raw.type === "integer";
  return { key: raw.key, title, type: raw.type, levels: null, codes: null, at: (i) => values[i], signed: real && values.some((/** @type {any} */ v) => number(v) < 0) };
}

/** Numbers of the page's own; NaN where there is none. @param {string} key @param {string} title @param {Float32Array} values @returns {PointColumn} */
export const numbered = (key, title, values) => ({ key, title, type: "real", levels: null, codes: null, at: (i) => (Number.isNaN(values[i]) ? null : values[i]), signed: false });

/** What has no number is grey; what is no number stands out. */
const NOTHING = [150, 150, 150];

/** @param {string} hex @returns {number[]} */
const bytes = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const CLASS_BYTES = CLASSES.map(bytes);

/**
 * Colours and shapes of all points.
 * @param {PointColumn|null} of @param {number} n
 */
export function coloured(of, n) {
  const colours = new Uint8Array(4 * n);
  const shapes = new Uint8Array(n);
  /** @type {{low: number, high: number, signed: boolean}|null} */
  let scale = null;
  const alpha = n > 100000 ? 150 : 225;
  if (of?.codes) {
    for (let i = 0; i < n; i++) {
      const k = of.codes[i];
      colours.set(CLASS_BYTES[k % 10], 4 * i);
      colours[4 * i + 3] = alpha;
      // Colours return from the eleventh class on; shapes then tell them apart.
      shapes[i] = (k + Math.floor(k / 10)) % 4;
    }
  } else if (of && (of.type === "real" || of.type === "integer")) {
    const values = Float64Array.from({ length: n }, (_, i) => number(of.at(i)));
    scale = limits(values, of.signed);
    const table = scale.signed ? SIGNED : AMOUNT;
    const width = scale.high - scale.low || 1;
    for (let i = 0; i < n; i++) {
      if (Number.isNaN(values[i])) colours.set(of.at(i) === null ? NOTHING : MISSING, 4 * i);
      else {
        const c = 3 * index((values[i] - scale.low) / width);
        colours[4 * i] = table[c];
        colours[4 * i + 1] = table[c + 1];
        colours[4 * i + 2] = table[c + 2];
      }
      colours[4 * i + 3] = Number.isNaN(values[i]) && of.at(i) === null ? 60 : alpha;
    }
  } else {
    for (let i = 0; i < n; i++) colours.set([75, 141, 250, alpha], 4 * i);
  }
  return { colours, shapes, scale };
}
