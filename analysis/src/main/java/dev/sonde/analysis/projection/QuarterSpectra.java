package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Workers;

/**
 * Transforms of 1/(1+r²) (real, even) and of x/(1+r²)², y/(1+r²)² (i times real, odd in one wave
 * number) on a periodic grid of 2nx × 2ny, for the wave numbers 0 … nx by 0 … ny: the rest follows
 * by symmetry. An even real function has a real transform and an odd one an imaginary, so one
 * complex transform carries all three.
 *
 * @param potential of 1/(1+r²)
 * @param alongX A of x/(1+r²)² = transform of i·A
 * @param alongY the same for y
 */
@SuppressWarnings("ArrayRecordComponent") // private to the tables; never compared
record QuarterSpectra(float[] potential, float[] alongX, float[] alongY) {
  private static final int LANES = BatchFourier.LANES;

  /** Index of wave (kx, ky). */
  static int place(int kx, int ky, int ny) {
    return ((kx / LANES) * (ny + 1) + ky) * LANES + kx % LANES;
  }

  static QuarterSpectra of(int nx, int ny, double spacing, Workers workers) {
    int size = Math.multiplyExact((nx / LANES + 1) * LANES, ny + 1);
    QuarterSpectra spectra = new QuarterSpectra(new float[size], new float[size], new float[size]);
    BatchFourier alongRows = new BatchFourier(2 * nx);
    workers.each(ny / LANES + 1, block -> spectra.rows(alongRows, block * LANES, nx, ny, spacing));
    BatchFourier alongColumns = new BatchFourier(2 * ny);
    workers.each(nx / LANES + 1, block -> spectra.columns(alongColumns, block, ny));
    return spectra;
  }

  /** Sixteen rows as lanes: K + x·K² as real part, y·K² as imaginary part. */
  private void rows(BatchFourier fourier, int first, int nx, int ny, double spacing) {
    BatchFourier.Work work = new BatchFourier.Work(2 * nx);
    int lanes = Math.min(LANES, ny + 1 - first);
    for (int c = 0; c < 2 * nx; c++) {
      double x = spacing * (c <= nx ? c : c - 2 * nx);
      for (int lane = 0; lane < lanes; lane++) {
        double y = spacing * (first + lane);
        double near = 1 / (1 + x * x + y * y);
        work.re[c * LANES + lane] = (float) (near + (c == nx ? 0 : x * near * near));
        work.im[c * LANES + lane] = first + lane == ny ? 0 : (float) (y * near * near);
      }
    }
    fourier.forward(work);
    for (int k = 0; k <= nx; k++) {
      int mirror = (k == 0 ? 0 : 2 * nx - k) * LANES;
      for (int lane = 0; lane < lanes; lane++) {
        int to = place(k, first + lane, ny);
        float im = work.im[k * LANES + lane];
        float opposite = work.im[mirror + lane];
        potential[to] = work.re[k * LANES + lane];
        alongX[to] = (im - opposite) / 2;
        alongY[to] = (im + opposite) / 2;
      }
    }
  }

  /** Sixteen columns as lanes: K (even) + Y (odd) as real part, X (even) as imaginary part. */
  private void columns(BatchFourier fourier, int block, int ny) {
    BatchFourier.Work work = new BatchFourier.Work(2 * ny);
    int base = block * (ny + 1) * LANES;
    for (int r = 0; r < 2 * ny; r++) {
      int from = base + (r <= ny ? r : 2 * ny - r) * LANES;
      int sign = r <= ny ? 1 : -1;
      for (int lane = 0; lane < LANES; lane++) {
        work.re[r * LANES + lane] = potential[from + lane] + sign * alongY[from + lane];
        work.im[r * LANES + lane] = alongX[from + lane];
      }
    }
    fourier.forward(work);
    for (int k = 0; k <= ny; k++) {
      int mirror = (k == 0 ? 0 : 2 * ny - k) * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        int to = base + k * LANES + lane;
        float im = work.im[k * LANES + lane];
        float opposite = work.im[mirror + lane];
        potential[to] = work.re[k * LANES + lane];
        alongX[to] = (im + opposite) / 2;
        alongY[to] = (im - opposite) / 2;
      }
    }
  }
}
