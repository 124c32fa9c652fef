/** Which points lie near a place, or inside a lasso. */

/**
 * A grid over points: each cell lists its points.
 * @param {Float32Array} points x and y in turn
 */
export function gridOf(points) {
  const n = points.length / 2;
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    left = Math.min(left, points[2 * i]);
    right = Math.max(right, points[2 * i]);
    low = Math.min(low, points[2 * i + 1]);
    high = Math.max(high, points[2 * i + 1]);
  }
  const side = Math.max(1, Math.min(512, Math.round(Math.sqrt(n / 4))));
  const wide = (right - left) / side || 1;
  const tall = (high - low) / side || 1;
  const cell = (/** @type {number} */ x, /** @type {number} */ y) => {
    const cx = Math.max(0, Math.min(side - 1, Math.floor((x - left) / wide)));
    const cy = Math.max(0, Math.min(side - 1, Math.floor((y - low) / tall)));
    return cy * side + cx;
  };
  const starts = new Uint32Array(side * side + 1);
  const cells = new Uint32Array(n);
  for (let i = 0; i < n; i++) starts[(cells[i] = cell(points[2 * i], points[2 * i + 1])) + 1]++;
  for (let c = 0; c < side * side; c++) starts[c + 1] += starts[c];
  const order = new Uint32Array(n);
  const next = starts.slice();
  for (let i = 0; i < n; i++) order[next[cells[i]]++] = i;

  /** The nearest `count` points within `far`. @param {number} x @param {number} y @param {number} far @param {number} [count] @returns {number[]} */
  function near(x, y, far, count = 1) {
    const [x0, x1] = [x - far, x + far].map((v) => Math.max(0, Math.min(side - 1, Math.floor((v - left) / wide))));
    const [y0, y1] = [y - far, y + far].map((v) => Math.max(0, Math.min(side - 1, Math.floor((v - low) / tall))));
    /** @type {[number, number][]} */
    const found = [];
    for (let cy = y0; cy <= y1; cy++) {
      for (let k = starts[cy * side + x0]; k < starts[cy * side + x1 + 1]; k++) {
        const i = order[k];
        const d = (points[2 * i] - x) ** 2 + (points[2 * i + 1] - y) ** 2;
        if (d <= far * far) found.push([d, i]);
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    return found.slice(0, count).map(([, i]) => i);
  }
  return { near };
}

/**
 * Points within a polygon.
 * @param {(i: number) => [number, number]} at @param {number} n @param {[number, number][]} lasso
 * @returns {number[]}
 */
export function within(at, n, lasso) {
  const xs = lasso.map((p) => p[0]);
  const ys = lasso.map((p) => p[1]);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const found = [];
  for (let i = 0; i < n; i++) {
    const [x, y] = at(i);
    if (x < left || x > right || y < low || y > high) continue;
    let inside = false;
    for (let a = 0, b = lasso.length - 1; a < lasso.length; b = a++) {
      if (ys[a] > y !== ys[b] > y && x < ((xs[b] - xs[a]) * (y - ys[a])) / (ys[b] - ys[a]) + xs[a]) inside = !inside;
    }
    if (inside) found.push(i);
  }
  return found;
}
