/** The colours of the figures: blue, white at zero, red for signed values; viridis for amounts. */

const DIVERGING = [0x1b3d77, 0x3a79c0, 0x8ab8e2, 0xd4e4f3, 0xfcfcfc, 0xfadbc2, 0xeb9f66, 0xc24e10, 0x771403];
const VIRIDIS = [0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725];

/** Stands out from all gradients. */
export const MISSING = [255, 47, 214];

/** Classes: at least 20 apart in CIELAB for every reader, contrast 3 on white and on dark. */
export const CLASSES = ["#4b8dfa", "#fa0800", "#9f4287", "#5c694f", "#814cb4", "#4849fc", "#76998e", "#bf7ac9", "#959842", "#ff1072"];

/** @param {number[]} stops @returns {Uint8Array} 255 colours of three bytes */
function gradient(stops) {
  const colours = new Uint8Array(255 * 3);
  for (let i = 0; i < 255; i++) {
    const at = (i * (stops.length - 1)) / 254;
    const low = Math.min(Math.floor(at), stops.length - 2);
    for (let c = 0; c < 3; c++) {
      const shift = 16 - 8 * c;
      const a = (stops[low] >> shift) & 255;
      const b = (stops[low + 1] >> shift) & 255;
      colours[3 * i + c] = Math.round(a + (at - low) * (b - a));
    }
  }
  return colours;
}

export const SIGNED = gradient(DIVERGING);
export const AMOUNT = gradient(VIRIDIS);

/** Which colour of 255 stands at t, 0 to 1. @param {number} t */
export const index = (t) => Math.round(254 * Math.min(1, Math.max(0, t)));

/**
 * @param {number} value
 * @param {{low: number, high: number, signed: boolean}} scale
 * @returns {[number, number, number]}
 */
export function rgb(value, scale) {
  if (Number.isNaN(value)) return /** @type {any} */ (MISSING);
  const table = scale.signed ? SIGNED : AMOUNT;
  const width = scale.high - scale.low;
  const i = 3 * index(width > 0 ? (value - scale.low) / width : scale.signed ? 0.5 : 0);
  return [table[i], table[i + 1], table[i + 2]];
}

/** @param {number[]} colour */
export const css = (colour) => "rgb(" + colour.join(" ") + ")";

/** Ink that can be read on a colour: its contrast is 4.5 or more. @param {number[]} colour */
export function ink(colour) {
  const [r, g, b] = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}

/**
 * Limits for values: centred at zero where they have signs.
 * @param {Iterable<number>} values
 * @param {boolean} signed
 */
export function limits(values, signed) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [0, 1];
  if (!signed) return { low, high, signed };
  const far = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return { low: -far, high: far, signed };
}

/** A strip of the scale with its ends. @param {HTMLCanvasElement} canvas @param {boolean} signed */
export function strip(canvas, signed) {
  canvas.width = 255;
  canvas.height = 1;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = g.createImageData(255, 1);
  const table = signed ? SIGNED : AMOUNT;
  for (let i = 0; i < 255; i++) image.data.set([table[3 * i], table[3 * i + 1], table[3 * i + 2], 255], 4 * i);
  g.putImageData(image, 0, 0);
}
