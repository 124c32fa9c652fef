package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Workers;

/**
 * Repulsion by interpolation on a grid and convolution by FFT: the cost grows with the points and
 * with the area they cover, not with the pairs (Linderman et al., <i>FIt-SNE</i>, Nature Methods
 * 2019), with these differences:
 *
 * <ul>
 *   <li>The spacing is fixed (0.4) and the grid grows with the projection, so the kernels'
 *       transforms are made anew only when it grows.
 *   <li>The nodes stand still: an origin that followed the points would turn the small error of the
 *       interpolation into noise that changes with every step and keeps the descent from settling.
 *   <li>Points are spread and read with cubic B-splines (4 × 4 nodes), and the smoothing that this
 *       does is divided out in Fourier space.
 *   <li>One charge suffices: the force is the density's convolution with x·K² and y·K², and both
 *       come out of one complex inverse transform as real and imaginary part. Z is the density's
 *       energy under K, a sum in Fourier space (Parseval). Float32 is enough.
 *   <li>Sixteen transforms at a time, one per lane; the transforms of rows that are empty, or whose
 *       result nobody reads, are left out; the wave at half the sampling rate is dropped.
 * </ul>
 *
 * <p>Points are spread in four parts, whatever the threads, and the parts are added in order.
 */
final class GridRepulsion implements Repulsion {
  static final double SPACING = .4;
  private static final int LANES = BatchFourier.LANES;
  private static final int PARTS = 4;

  /** Nodes between the points and the other side of the periodic grid. */
  private static final int MARGIN = 8;

  private final int n;
  private final Workers workers;
  private GridSize size;
  private GridFields fields;

  GridRepulsion(int n, Workers workers, GridSize size) {
    this.n = n;
    this.workers = workers;
    this.size = size;
    this.fields = new GridFields(size, workers, PARTS);
  }

  GridSize size() {
    return size;
  }

  @Override
  public double forces(float[] x, float[] y, float[] forceX, float[] forceY) {
    float left = origin(x);
    float bottom = origin(y);
    int columns = nodes(x, left);
    int rows = nodes(y, bottom);
    GridSize needed = size.atLeast(2 * (columns + MARGIN), 2 * (rows + MARGIN));
    if (!needed.equals(size)) {
      size = needed;
      fields = new GridFields(size, workers, PARTS);
    }
    float scale = (float) (1 / SPACING);
    workers.each(
        PARTS, part -> spread(x, y, left, bottom, scale, part, fields.clear(part, columns, rows)));
    double z = fields.convolve(columns, rows);
    int pieces = (n + 4095) / 4096;
    workers.each(
        pieces,
        piece -> {
          int to = Math.min(n, (piece + 1) * 4096);
          read(x, y, left, bottom, scale, piece * 4096, to, forceX, forceY);
        });
    return z - n;
  }

  private float origin(float[] values) {
    float least = values[0];
    for (int i = 1; i < n; i++) {
      least = Math.min(least, values[i]);
    }
    return (float) ((Math.floor(least / SPACING) - 1) * SPACING);
  }

  private int nodes(float[] values, float origin) {
    float most = values[0];
    for (int i = 1; i < n; i++) {
      most = Math.max(most, values[i]);
    }
    double nodes = ((double) most - origin) / SPACING + 4;
    if (!(nodes < 30_000)) {
      throw new IllegalStateException(
          "the projection has grown to %s; the learning rate is too large"
              .formatted(most - origin));
    }
    return (int) nodes;
  }

  private void spread(
      float[] x, float[] y, float left, float bottom, float scale, int part, float[] density) {
    int from = (int) ((long) n * part / PARTS);
    int to = (int) ((long) n * (part + 1) / PARTS);
    float[] wy = new float[4];
    float[] wx = new float[4];
    int[] offsets = new int[4];
    for (int i = from; i < to; i++) {
      float u = (x[i] - left) * scale;
      float v = (y[i] - bottom) * scale;
      int c = (int) u;
      int r = (int) v;
      weights(u - c, wx);
      weights(v - r, wy);
      offsets(r - 1, offsets);
      int at = (c - 1) * LANES;
      for (int j = 0; j < 4; j++, at += LANES) {
        float w = wx[j];
        density[at + offsets[0]] += w * wy[0];
        density[at + offsets[1]] += w * wy[1];
        density[at + offsets[2]] += w * wy[2];
        density[at + offsets[3]] += w * wy[3];
      }
    }
  }

  private void offsets(int row, int[] offsets) {
    int panel = size.columns() / 2 * LANES;
    for (int k = 0; k < 4; k++) {
      int r = row + k;
      offsets[k] = (r / LANES) * panel + r % LANES;
    }
  }

  private static void weights(float f, float[] w) {
    float g = 1 - f;
    w[0] = g * g * g * (1f / 6);
    w[1] = (f * f * (3 * f - 6) + 4) * (1f / 6);
    w[2] = (g * g * (3 * g - 6) + 4) * (1f / 6);
    w[3] = f * f * f * (1f / 6);
  }

  private void read(
      float[] x,
      float[] y,
      float left,
      float bottom,
      float scale,
      int from,
      int to,
      float[] forceX,
      float[] forceY) {
    float[] wy = new float[4];
    float[] wx = new float[4];
    int[] offsets = new int[4];
    int panel = size.columns() * LANES;
    float[] fx = fields.forceX();
    float[] fy = fields.forceY();
    for (int i = from; i < to; i++) {
      float u = (x[i] - left) * scale;
      float v = (y[i] - bottom) * scale;
      int c = (int) u;
      int r = (int) v;
      weights(u - c, wx);
      weights(v - r, wy);
      for (int k = 0; k < 4; k++) {
        int row = r - 1 + k;
        offsets[k] = (row / LANES) * panel + row % LANES;
      }
      int at = (c - 1) * LANES;
      float sumX = 0;
      float sumY = 0;
      for (int j = 0; j < 4; j++, at += LANES) {
        int p0 = at + offsets[0];
        int p1 = at + offsets[1];
        int p2 = at + offsets[2];
        int p3 = at + offsets[3];
        float a = fx[p0] * wy[0] + fx[p1] * wy[1] + (fx[p2] * wy[2] + fx[p3] * wy[3]);
        float b = fy[p0] * wy[0] + fy[p1] * wy[1] + (fy[p2] * wy[2] + fy[p3] * wy[3]);
        sumX += a * wx[j];
        sumY += b * wx[j];
      }
      forceX[i] = sumX;
      forceY[i] = sumY;
    }
  }
}
