/**
 * Points drawn without a graphics card: every point writes its few pixels into a picture. Where the
 * browser would do the work of a card in software, this is a hundred times as fast.
 */

import { DIM, GONE, STRONG } from "./states.js";

/** How much a point covers what lies under it, of 255, while others are chosen. */
const FAINT = 30;
/** The kind of what is not drawn with all others; any other kind is a shape. */
const NOTHING = 255;

export class Pixels {
  /** @param {CanvasRenderingContext2D} g */
  constructor(g) {
    this.g = g;
    /** @type {Float32Array} */
    this.from = new Float32Array(0);
    this.to = this.from;
    /** @type {Uint8Array} */
    this.colours = new Uint8Array(0);
    /** @type {Uint8Array} */
    this.states = new Uint8Array(0);
    /** What each point writes: red, green, blue and how much it covers, one byte each. */
    this.inks = new Uint32Array(0);
    /** The same on bare paper. */
    this.flats = new Uint32Array(0);
    this.kinds = new Uint8Array(0);
    /** Chosen points, which are drawn last. */
    this.strong = new Uint32Array(0);
    this.under = 0;
    this.stale = true;
    /** @type {ImageData|null} */
    this.image = null;
    this.pixels = new Uint32Array(0);
    /** @type {Map<number, Stamp[]>} */
    this.stamps = new Map();
  }

  /** @param {Float32Array} from @param {Float32Array} to */
  place(from, to) {
    this.from = from;
    this.to = to;
  }

  /** @param {Uint8Array} colours */
  colour(colours) {
    this.colours = colours;
    this.stale = true;
  }

  /** @param {Uint8Array} states */
  state(states) {
    this.states = states;
    this.stale = true;
  }

  /** Colour and state of each point as one number that is written, and one kind. @param {number[]} paper */
  mix(paper) {
    const { colours, states } = this;
    const n = states.length;
    if (this.inks.length !== n) {
      this.inks = new Uint32Array(n);
      this.flats = new Uint32Array(n);
      this.kinds = new Uint8Array(n);
    }
    const words = new Uint32Array(colours.buffer, colours.byteOffset, Math.floor(colours.length / 4));
    const under = word(paper);
    const strong = [];
    for (let i = 0; i < n; i++) {
      const state = states[i];
      this.inks[i] = state & DIM ? ((words[i] & 0xffffff) | (FAINT << 24)) >>> 0 : words[i];
      this.flats[i] = over(this.inks[i], under);
      this.kinds[i] = state & (GONE | STRONG) ? NOTHING : state & 3;
      if (state & STRONG && !(state & GONE)) strong.push(i);
    }
    this.strong = Uint32Array.from(strong);
    this.stale = false;
    this.under = under;
  }

  /**
   * @param {{width: number, height: number, unit: number, left: number, top: number, mix: number, size: number, count: number, paper: number[], moving: boolean}} view
   *     `unit` pixels for one of the points' own units, `left` and `top` at pixel 0, `size` in pixels;
   *     while it is moving, points hide what lies under them
   */
  draw({ width, height, unit, left, top, mix, size, count, paper, moving }) {
    const { canvas } = this.g;
    if (canvas.width !== width || canvas.height !== height || !this.image) {
      canvas.width = width;
      canvas.height = height;
      this.image = this.g.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    if (this.stale || this.under !== word(paper)) this.mix(paper);
    this.pixels.fill(this.under);
    const where = { width, height, unit, left, top, mix: this.from === this.to ? 0 : mix };
    const stamps = this.stampsOf(size, width);
    if (moving && !where.mix && Math.round(size) <= 2) squares(this, Math.round(size), where, count);
    else for (let i = 0; i < count; i++) if (this.kinds[i] !== NOTHING) put(this, i, stamps[this.kinds[i]], where, moving);
    for (const i of this.strong) if (i < count) put(this, i, stamps[(this.states[i] & 3) | 4], where, moving);
    this.g.putImageData(this.image, 0, 0);
  }

  /** @param {number} size @param {number} width */
  stampsOf(size, width) {
    const key = Math.max(1, Math.round(size)) * 65536 + width;
    let made = this.stamps.get(key);
    if (!made) {
      made = [1, 1.5].flatMap((times) => [0, 1, 2, 3].map((form) => stamp(form, Math.max(1, Math.round(size * times)), width)));
      this.stamps.clear();
      this.stamps.set(key, made);
    }
    return made;
  }

  /** Gives up what is held. */
  close() {
    this.image = null;
    this.pixels = new Uint32Array(0);
    this.from = this.to = new Float32Array(0);
    this.inks = this.flats = new Uint32Array(0);
  }
}

/** @typedef {{size: number, offsets: Int32Array}} Stamp  places relative to the upper left one */

/**
 * The pixels of a shape: the same shapes as the card draws.
 * @param {number} form @param {number} size @param {number} width of the picture
 * @returns {Stamp}
 */
function stamp(form, size, width) {
  const offsets = [];
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const x = (2 * (i + 0.5)) / size - 1;
      const y = (2 * (j + 0.5)) / size - 1;
      const inside =
        size < 3 ||
        (form === 0 ? x * x + y * y <= 1 : form === 1 ? Math.max(Math.abs(x), Math.abs(y)) <= 0.84 : form === 2 ? y <= 0.8 && y >= 1.7 * Math.abs(x) - 0.95 : Math.abs(x) + Math.abs(y) <= 1.05);
      if (inside) offsets.push(j * width + i);
    }
  }
  return { size, offsets: Int32Array.from(offsets) };
}

/** A colour as it lies in the picture. @param {number[]} rgb */
const word = (rgb) => ((255 << 24) | (rgb[2] << 16) | (rgb[1] << 8) | rgb[0]) >>> 0;

/** A colour that covers another as far as its fourth byte says. @param {number} ink @param {number} old */
function over(ink, old) {
  const part = ink >>> 24;
  const rest = 256 - part;
  const redBlue = (Math.imul(ink & 0xff00ff, part) + Math.imul(old & 0xff00ff, rest)) >>> 8;
  const green = (Math.imul(ink & 0xff00, part) + Math.imul(old & 0xff00, rest)) >>> 8;
  return (0xff000000 | (redBlue & 0xff00ff) | (green & 0xff00)) >>> 0;
}

/** One point. @param {Pixels} own @param {number} i @param {Stamp} stamp @param {any} where @param {boolean} flat */
function put({ from, to, inks, flats, pixels }, i, { size, offsets }, { width, height, unit, left, top, mix }, flat) {
  let x = from[2 * i];
  let y = from[2 * i + 1];
  if (mix) {
    x += (to[2 * i] - x) * mix;
    y += (to[2 * i + 1] - y) * mix;
  }
  const px = Math.floor((x - left) * unit - 0.5 * size + 0.5);
  const py = Math.floor((top - y) * unit - 0.5 * size + 0.5);
  // Also false where a place is no number.
  if (!(px >= 0 && py >= 0 && px + size <= width && py + size <= height)) return;
  const at = py * width + px;
  if (flat) for (let k = 0; k < offsets.length; k++) pixels[at + offsets[k]] = flats[i];
  else for (let k = 0; k < offsets.length; k++) pixels[at + offsets[k]] = over(inks[i], pixels[at + offsets[k]]);
}

/** All points as one pixel, or as two by two: what many points are while they move. @param {Pixels} own @param {number} size @param {any} where @param {number} count */
function squares({ from, flats, kinds, pixels }, size, { width, height, unit, left, top }, count) {
  const [wide, high] = [width - 1, height - 1];
  const half = 0.5 - 0.5 * size;
  const right = size > 1 ? 1 : 0;
  const below = size > 1 ? width : 0;
  for (let i = 0; i < count; i++) {
    const x = (from[2 * i] - left) * unit + half;
    const y = (top - from[2 * i + 1]) * unit + half;
    if (!(x >= 0 && y >= 0 && x < wide && y < high) || kinds[i] === NOTHING) continue;
    const at = (y | 0) * width + (x | 0);
    const flat = flats[i];
    pixels[at] = flat;
    pixels[at + right] = flat;
    pixels[at + below] = flat;
    pixels[at + below + right] = flat;
  }
}
