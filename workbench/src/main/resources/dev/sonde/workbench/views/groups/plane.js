/** Runs as points: a plane in which they lie as far apart as they differ, as far as a plane can. */

/**
 * Classical scaling (Torgerson 1952): the two greatest eigenvectors of the centred squared distances.
 * @param {number[][]} distances [runs × runs]
 * @returns {{at: number[][], share: number}} a place for each run; the share of the variance in the plane
 */
export function plane(distances) {
  const n = distances.length;
  const squares = distances.map((row) => row.map((d) => d * d));
  const means = squares.map((row) => row.reduce((a, b) => a + b, 0) / n);
  const mean = means.reduce((a, b) => a + b, 0) / n;
  const b = squares.map((row, i) => row.map((d, j) => -0.5 * (d - means[i] - means[j] + mean)));
  // What lies in a direction counts by its size: distances that no space holds have negative ones.
  let all = 0;
  for (let i = 0; i < n; i++) all += b[i][i];
  const axes = [0, 1].map((axis) => greatest(b, axis));
  const kept = axes.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  return { at: distances.map((_, i) => axes.map(({ value, vector }) => Math.sqrt(Math.max(0, value)) * vector[i])), share: all > 0 ? Math.min(1, kept / all) : 1 };
}

/** The greatest eigenvalue with its vector, which is then taken out. @param {number[][]} b @param {number} seed */
function greatest(b, seed) {
  const n = b.length;
  let vector = Array.from({ length: n }, (_, i) => Math.cos(1 + seed + 2.3 * i));
  let value = 0;
  // A shift makes the greatest one the greatest by size too.
  const shift = Math.max(...b.map((row) => row.reduce((sum, v) => sum + Math.abs(v), 0)), 1e-300);
  for (let step = 0; step < 300; step++) {
    const next = b.map((row, i) => row.reduce((sum, v, j) => sum + v * vector[j], shift * vector[i]));
    const length = Math.hypot(...next) || 1;
    vector = next.map((v) => v / length);
    const now = length - shift;
    if (step > 20 && Math.abs(now - value) < 1e-12 * shift) break;
    value = now;
  }
  value = vector.reduce((sum, v, i) => sum + v * b[i].reduce((inner, w, j) => inner + w * vector[j], 0), 0);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) b[i][j] -= value * vector[i] * vector[j];
  return { value, vector };
}
