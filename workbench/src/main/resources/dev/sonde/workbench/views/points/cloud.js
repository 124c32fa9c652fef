/** A million points: where they lie, what of them is seen, and when they are drawn. */

import { Card, hasCard } from "./card.js";
import { Pixels } from "./pixels.js";

/** A picture that takes longer is one of fewer points, as long as the view moves. */
const SLOW_MS = 40;
const QUICK_MS = 22;
const REST_MS = 180;
/** So few points are always drawn. */
const FEW = 5000;

export class Cloud {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{drawn?: () => void, card?: boolean}} [how] `drawn` after each picture; `card` draws with
   *     WebGL also where the browser has no card and imitates one, which is slower than {@link Pixels}
   */
  constructor(canvas, { drawn = () => {}, card = false } = {}) {
    const gl = card || hasCard() ? canvas.getContext("webgl2", { antialias: false, premultipliedAlpha: true, preserveDrawingBuffer: true }) : null;
    const g = gl ? null : canvas.getContext("2d", { alpha: false });
    if (!gl && !g) throw new Error("This browser cannot draw on a canvas.");
    /** @type {Card|Pixels} */
    this.pen = gl ? new Card(gl) : new Pixels(/** @type {CanvasRenderingContext2D} */ (g));
    this.canvas = canvas;
    this.drawn = drawn;
    this.count = 0;
    this.mix = 0;
    /** Middle and width of what is seen, in the points' own units. */
    this.eye = { x: 0, y: 0, width: 1 };
    /** @type {Float32Array} */
    this.from = new Float32Array(0);
    /** @type {Float32Array} */
    this.to = this.from;
    this.queued = false;
    /** The share of the points that is drawn while the view moves; all are drawn when it rests. */
    this.share = 1;
    this.moving = 0;
    this.last = 0;
    /** So many points are in the picture that is seen. */
    this.seen = 0;
    /** Points in an order of chance, so that any first part is like the whole. @type {Uint32Array} */
    this.order = new Uint32Array(0);
    /** Where each part of that order ends that is like the whole. @type {number[]} */
    this.ends = [];
    const again = () => this.later();
    new ResizeObserver(again).observe(canvas);
    /** The paper is another one at night. */
    this.night = matchMedia("(prefers-color-scheme: dark)");
    this.again = again;
    this.night.addEventListener("change", again);
  }

  /** Positions, x and y in turn; `to` where the points move to. @param {Float32Array} from @param {Float32Array} [to] */
  place(from, to = from) {
    this.from = from;
    this.to = to;
    if (this.count !== from.length / 2) ({ order: this.order, ends: this.ends } = mixed(from));
    this.count = from.length / 2;
    const first = this.ordered(from, 2);
    this.pen.place(first, to === from ? first : this.ordered(to, 2));
    this.later();
  }

  /** Four bytes a point. @param {Uint8Array} colours */
  colour(colours) {
    this.pen.colour(this.ordered(colours, 4));
    this.later();
  }

  /** A byte a point. @param {Uint8Array} states */
  state(states) {
    this.pen.state(this.ordered(states, 1));
    this.later();
  }

  /** Values of points in the order of drawing. @template {Float32Array|Uint8Array} T @param {T} values @param {number} each @returns {T} */
  ordered(values, each) {
    const made = /** @type {T} */ (new /** @type {any} */ (values.constructor)(values.length));
    for (let k = 0; k < this.order.length; k++) {
      const from = this.order[k] * each;
      for (let c = 0; c < each; c++) made[k * each + c] = values[from + c];
    }
    return made;
  }

  /** Where a point is now. @param {number} i @returns {[number, number]} */
  at(i) {
    const t = this.mix;
    return [this.from[2 * i] * (1 - t) + this.to[2 * i] * t, this.from[2 * i + 1] * (1 - t) + this.to[2 * i + 1] * t];
  }

  /** Shows all points. */
  whole() {
    const [left, right, low, high] = bounds([this.from, this.to]);
    const ratio = this.canvas.clientWidth / Math.max(1, this.canvas.clientHeight);
    this.eye = { x: (left + right) / 2, y: (low + high) / 2, width: 1.08 * Math.max(right - left, (high - low) * ratio) || 1 };
    this.later();
  }

  /** A place of the canvas in the points' units. @param {number} px @param {number} py @returns {[number, number]} */
  place_(px, py) {
    const unit = this.eye.width / this.canvas.clientWidth;
    return [this.eye.x + (px - this.canvas.clientWidth / 2) * unit, this.eye.y - (py - this.canvas.clientHeight / 2) * unit];
  }

  /** Where a place of the points is on the canvas. @param {number} x @param {number} y @returns {[number, number]} */
  pixel(x, y) {
    const unit = this.eye.width / this.canvas.clientWidth;
    return [(x - this.eye.x) / unit + this.canvas.clientWidth / 2, this.canvas.clientHeight / 2 - (y - this.eye.y) / unit];
  }

  /** @param {number} by @param {number} px @param {number} py */
  zoom(by, px, py) {
    const [x, y] = this.place_(px, py);
    const width = this.eye.width / by;
    const f = width / this.eye.width;
    this.eye = { x: x + (this.eye.x - x) * f, y: y + (this.eye.y - y) * f, width };
    this.moved();
  }

  /** Draws while the view moves: as many points as the machine is quick enough for; all of them at rest. */
  moved() {
    clearTimeout(this.moving);
    this.moving = window.setTimeout(() => {
      this.moving = 0;
      this.last = 0;
      this.later();
    }, REST_MS);
    this.later();
  }

  /** How many points this picture has. */
  shown() {
    if (!this.moving) return this.count;
    const now = performance.now();
    const took = this.last ? now - this.last : 0;
    this.last = now;
    if (took > SLOW_MS) this.share = Math.max(1 / PARTS, (this.share * SLOW_MS) / took);
    else if (took && took < QUICK_MS) this.share = Math.min(1, this.share * 1.25);
    return this.count < FEW ? this.count : this.ends[Math.ceil(PARTS * this.share) - 1];
  }

  later() {
    if (this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => {
      this.queued = false;
      this.draw();
    });
  }

  /** The diameter of a point in pixels of the screen: smaller where there are many. */
  diameter() {
    return Math.max(1.6, Math.min(9, 1400 / Math.sqrt(this.count + 1)));
  }

  draw() {
    const { canvas } = this;
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    if (!w || !h) return;
    // Without a card finer pixels cost time: they are for pictures that stand still.
    const dots = this.moving && this.pen instanceof Pixels ? 1 : Math.min(2, devicePixelRatio || 1);
    const [width, height] = [Math.round(w * dots), Math.round(h * dots)];
    const unit = width / this.eye.width;
    this.seen = this.shown();
    this.pen.draw({
      width,
      height,
      unit,
      left: this.eye.x - this.eye.width / 2,
      top: this.eye.y + height / 2 / unit,
      mix: this.mix,
      size: this.diameter() * dots,
      count: this.seen,
      paper: paperOf(canvas),
      moving: this.moving !== 0,
    });
    this.drawn();
  }

  /** Gives up what is held. */
  close() {
    this.night.removeEventListener("change", this.again);
    this.pen.close();
  }
}

/** The colour behind the points. @param {HTMLCanvasElement} canvas @returns {number[]} */
function paperOf(canvas) {
  return (getComputedStyle(canvas).backgroundColor.match(/\d+/g) ?? [255, 255, 255]).slice(0, 3).map(Number);
}

/** Parts of the points that are each like the whole. */
const PARTS = 16;
/** Cells on a side of the grid that orders the points of a part. */
const SIDE = 64;

/**
 * Points in the order of drawing. Sixteen parts, each taken by chance, the same each time, so that any
 * first part is like the whole and no class hides the others; within a part neighbours follow each
 * other, because a picture is written faster where it was just written.
 * @param {Float32Array} points
 * @returns {{order: Uint32Array, ends: number[]}} and where each part ends
 */
function mixed(points) {
  const n = points.length / 2;
  const [left, right, low, high] = bounds([points]);
  const [wide, tall] = [(SIDE - 1) / (right - left || 1), (SIDE - 1) / (high - low || 1)];
  const cells = new Uint16Array(n);
  let state = 1;
  for (let i = 0; i < n; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [cx, cy] = [((points[2 * i] - left) * wide) | 0, ((points[2 * i + 1] - low) * tall) | 0];
    cells[i] = ((state >>> 28) * SIDE + cy) * SIDE + cx;
  }
  const starts = new Uint32Array(PARTS * SIDE * SIDE + 1);
  for (let i = 0; i < n; i++) starts[cells[i] + 1]++;
  for (let c = 0; c < PARTS * SIDE * SIDE; c++) starts[c + 1] += starts[c];
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[starts[cells[i]]++] = i;
  return { order, ends: Array.from({ length: PARTS }, (_, part) => starts[(part + 1) * SIDE * SIDE - 1]) };
}

/** The least and greatest x, then y. @param {Float32Array[]} all @returns {number[]} */
function bounds(all) {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const points of all) {
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [points[i], points[i + 1]];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < low) low = y;
      if (y > high) high = y;
    }
  }
  return left <= right ? [left, right, low, high] : [0, 1, 0, 1];
}
