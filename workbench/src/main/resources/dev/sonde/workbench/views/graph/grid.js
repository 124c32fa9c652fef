/** Which rectangles meet a rectangle: cells of a coarse grid, so that few are looked at. */

const CELLS = 64;

export class Grid {
  /**
   * @param {[any, number, number, number, number][]} items thing, left, top, right, bottom
   * @param {number} width @param {number} height
   */
  constructor(items, width, height) {
    this.wide = Math.max(1, width / CELLS);
    this.high = Math.max(1, height / CELLS);
    /** @type {Map<number, [any, number, number, number, number][]>} */
    this.cells = new Map();
    for (const item of items) {
      for (const cell of this.over(item[1], item[2], item[3], item[4])) {
        const list = this.cells.get(cell);
        if (list) list.push(item);
        else this.cells.set(cell, [item]);
      }
    }
  }

  /** @param {number} left @param {number} top @param {number} right @param {number} bottom */
  *over(left, top, right, bottom) {
    const at = (/** @type {number} */ v, /** @type {number} */ size) => Math.max(0, Math.min(CELLS - 1, Math.floor(v / size)));
    for (let y = at(top, this.high); y <= at(bottom, this.high); y++) {
      for (let x = at(left, this.wide); x <= at(right, this.wide); x++) yield y * CELLS + x;
    }
  }

  /** @param {number[]} seen left, top, right, bottom @returns {any[]} each once */
  within([left, top, right, bottom]) {
    const found = new Set();
    for (const cell of this.over(left, top, right, bottom)) {
      for (const [thing, l, t, r, b] of this.cells.get(cell) ?? []) {
        if (r >= left && l <= right && b >= top && t <= bottom) found.add(thing);
      }
    }
    return [...found];
  }
}
