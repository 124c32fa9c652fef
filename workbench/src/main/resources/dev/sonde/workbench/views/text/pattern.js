/** One head's pattern as a picture: a row for each token that looks, a column for each that is looked at. */

import { AMOUNT, index } from "../../core/colour.js";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} weights [tokens × tokens], rows of sum 1
 * @param {number} tokens
 */
export function small(canvas, weights, tokens) {
  canvas.width = tokens;
  canvas.height = tokens;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = g.createImageData(tokens, tokens);
  for (let i = 0; i < tokens * tokens; i++) {
    const c = 3 * index(weights[i]);
    image.data[4 * i] = AMOUNT[c];
    image.data[4 * i + 1] = AMOUNT[c + 1];
    image.data[4 * i + 2] = AMOUNT[c + 2];
    image.data[4 * i + 3] = 255;
  }
  g.putImageData(image, 0, 0);
}

/** Labels are as long as this many pixels, and cut beyond. */
const LABEL = 92;
const FONT = 12;

/**
 * The large picture, with tokens on both sides as far as they can be read.
 * @param {HTMLCanvasElement} canvas
 * @param {{weights: Float32Array, tokens: string[], at: number[]|null}} of  `at`: query and key that are read
 * @returns {(x: number, y: number) => number[]|null} query and key under a place of the canvas
 */
export function large(canvas, { weights, tokens, at }) {
  const n = tokens.length;
  const width = canvas.clientWidth || 640;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const style = getComputedStyle(canvas);
  g.font = FONT + "px " + style.fontFamily;
  const longest = tokens.reduce((most, token) => Math.max(most, g.measureText(token).width), 0);
  const label = Math.ceil(Math.min(LABEL, width / 4, longest + 10));
  const cell = Math.max(1, Math.min(34, (width - label - 2) / n));
  const height = label + cell * n + 2;
  const dots = Math.min(2, devicePixelRatio || 1);
  canvas.style.height = height + "px";
  canvas.width = Math.round(width * dots);
  canvas.height = Math.round(height * dots);
  g.setTransform(dots, 0, 0, dots, 0, 0);
  const picture = document.createElement("canvas");
  small(picture, weights, n);
  g.imageSmoothingEnabled = false;
  g.drawImage(picture, label, label, cell * n, cell * n);
  g.font = FONT + "px " + style.fontFamily;
  g.textBaseline = "middle";
  const every = Math.max(1, Math.ceil((FONT + 2) / cell));
  for (let i = 0; i < n; i++) {
    const read = at?.[0] === i;
    const looked = at?.[1] === i;
    const place = label + (i + 0.5) * cell;
    if (i % every === 0 || read) write(g, style, tokens[i], label - 5, place, label - 8, false, read);
    if (i % every === 0 || looked) write(g, style, tokens[i], place, label - 5, label - 8, true, looked);
  }
  if (at) {
    g.strokeStyle = style.getPropertyValue("--mark");
    g.lineWidth = 2;
    g.strokeRect(label + at[1] * cell, label + at[0] * cell, cell, cell);
  }
  return (x, y) => {
    const [key, query] = [Math.floor((x - label) / cell), Math.floor((y - label) / cell)];
    return key >= 0 && query >= 0 && key < n && query < n ? [query, key] : null;
  };
}

/**
 * A label that ends at a place, upright or not.
 * @param {CanvasRenderingContext2D} g @param {CSSStyleDeclaration} style @param {string} text @param {number} x @param {number} y @param {number} room @param {boolean} upright @param {boolean} strong
 */
function write(g, style, text, x, y, room, upright, strong) {
  g.save();
  g.translate(x, y);
  if (upright) g.rotate(Math.PI / 2);
  g.textAlign = "right";
  g.fillStyle = style.getPropertyValue(strong ? "--accent" : "--ink");
  let words = text;
  while (words.length > 1 && g.measureText(words).width > room) words = words.slice(0, -1);
  g.fillText(words.length < text.length && words.length > 2 ? words.slice(0, -1) + "…" : words, 0, 0);
  g.restore();
}
