/** A million points on the graphics card, or on whatever the browser has in its place. */

import { program } from "./shader.js";

/** Bits of a point's state; the lowest two are its shape. */
export const DIM = 4;
export const STRONG = 8;
export const GONE = 16;

/** A picture that takes longer is one of fewer points, as long as the view moves. */
const SLOW_MS = 40;
const QUICK_MS = 22;
const REST_MS = 180;

export class Cloud {
  /** @param {HTMLCanvasElement} canvas @param {() => void} [drawn] after each picture */
  constructor(canvas, drawn = () => {}) {
    const gl = canvas.getContext("webgl2", { antialias: false, premultipliedAlpha: true, preserveDrawingBuffer: true });
    if (!gl) throw new Error("This browser has no WebGL 2, which the projection needs.");
    this.gl = gl;
    this.canvas = canvas;
    this.drawn = drawn;
    this.program = program(gl);
    this.buffers = { from: gl.createBuffer(), to: gl.createBuffer(), colour: gl.createBuffer(), state: gl.createBuffer() };
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
    /** Points in an order of chance, so that any first part is like the whole. @type {Uint32Array} */
    this.order = new Uint32Array(0);
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    new ResizeObserver(() => this.later()).observe(canvas);
  }

  /** Positions, x and y in turn; `to` where the points move to. @param {Float32Array} from @param {Float32Array} [to] */
  place(from, to = from) {
    const { gl } = this;
    this.from = from;
    this.to = to;
    if (this.count !== from.length / 2) this.order = shuffled(from.length / 2);
    this.count = from.length / 2;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.from);
    gl.bufferData(gl.ARRAY_BUFFER, this.ordered(from, 2), gl.STATIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.to);
    gl.bufferData(gl.ARRAY_BUFFER, this.ordered(to, 2), gl.STATIC_DRAW);
    this.later();
  }

  /** Four bytes a point. @param {Uint8Array} colours */
  colour(colours) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.colour);
    gl.bufferData(gl.ARRAY_BUFFER, this.ordered(colours, 4), gl.DYNAMIC_DRAW);
    this.later();
  }

  /** A byte a point. @param {Uint8Array} states */
  state(states) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.state);
    gl.bufferData(gl.ARRAY_BUFFER, this.ordered(states, 1), gl.DYNAMIC_DRAW);
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
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const points of [this.from, this.to]) {
      for (let i = 0; i < points.length; i += 2) {
        const [x, y] = [points[i], points[i + 1]];
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < low) low = y;
        if (y > high) high = y;
      }
    }
    if (!(left <= right)) [left, right, low, high] = [0, 1, 0, 1];
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
    if (took > SLOW_MS) this.share = Math.max(1 / 128, (this.share * SLOW_MS) / took);
    else if (took && took < QUICK_MS) this.share = Math.min(1, this.share * 1.25);
    return Math.max(Math.min(this.count, 5000), Math.ceil(this.count * this.share));
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
    const { gl, canvas, program: p } = this;
    const dots = Math.min(2, devicePixelRatio || 1);
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    if (!w || !h) return;
    if (canvas.width !== Math.round(w * dots)) canvas.width = Math.round(w * dots);
    if (canvas.height !== Math.round(h * dots)) canvas.height = Math.round(h * dots);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!this.count) return;
    gl.useProgram(p.made);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    const bind = (/** @type {WebGLBuffer|null} */ buffer, /** @type {number} */ place, /** @type {number} */ size, /** @type {number} */ type, /** @type {boolean} */ whole) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, type, whole, 0, 0);
    };
    bind(this.buffers.from, p.from, 2, gl.FLOAT, false);
    bind(this.buffers.to, p.to, 2, gl.FLOAT, false);
    bind(this.buffers.colour, p.colour, 4, gl.UNSIGNED_BYTE, true);
    bind(this.buffers.state, p.state, 1, gl.UNSIGNED_BYTE, false);
    const sx = 2 / this.eye.width;
    const sy = (2 / this.eye.width) * (w / h);
    gl.uniform2f(p.scale, sx, sy);
    gl.uniform2f(p.shift, -this.eye.x * sx, -this.eye.y * sy);
    gl.uniform1f(p.mix, this.mix);
    gl.uniform1f(p.size, this.diameter() * dots);
    gl.drawArrays(gl.POINTS, 0, this.shown());
    this.drawn();
  }
}

/** Numbers from 0 in an order of chance, the same each time. @param {number} n */
function shuffled(n) {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  let state = 1;
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 4294967296) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
