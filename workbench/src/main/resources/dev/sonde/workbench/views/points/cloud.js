/** A million points on the graphics card, or on whatever the browser has in its place. */

import { program } from "./shader.js";

/** Bits of a point's state; the lowest two are its shape. */
export const DIM = 4;
export const STRONG = 8;
export const GONE = 16;

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
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    new ResizeObserver(() => this.later()).observe(canvas);
  }

  /** Positions, x and y in turn; `to` where the points move to. @param {Float32Array} from @param {Float32Array} [to] */
  place(from, to = from) {
    const { gl } = this;
    this.from = from;
    this.to = to;
    this.count = from.length / 2;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.from);
    gl.bufferData(gl.ARRAY_BUFFER, from, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.to);
    gl.bufferData(gl.ARRAY_BUFFER, to, gl.STATIC_DRAW);
    this.later();
  }

  /** Four bytes a point. @param {Uint8Array} colours */
  colour(colours) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.colour);
    gl.bufferData(gl.ARRAY_BUFFER, colours, gl.DYNAMIC_DRAW);
    this.later();
  }

  /** A byte a point. @param {Uint8Array} states */
  state(states) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers.state);
    gl.bufferData(gl.ARRAY_BUFFER, states, gl.DYNAMIC_DRAW);
    this.later();
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
    this.later();
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
    gl.drawArrays(gl.POINTS, 0, this.count);
    this.drawn();
  }
}
