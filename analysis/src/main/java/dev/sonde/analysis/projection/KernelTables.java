package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * Fourier transforms of the kernels 1/(1+r²), x/(1+r²)² and y/(1+r²)² for points that are spread on
 * a periodic grid and read from it with cubic B-splines, divided by the grid's size (the inverse
 * transform is not scaled).
 *
 * <p>What the splines do to wave k is divided out so that the mean square error over all places of
 * the points between the nodes is smallest (Hockney and Eastwood's optimal influence function):
 * G(k) = Σ_m U²(k_m) R(k_m) / (Σ_m U²(k_m))², k_m the waves that look like k on the grid, U the
 * spline's transform, R the kernel's, sampled on a grid twice as fine.
 *
 * <p>The first is real; the second is i·A and the third i·B with real A (odd in the first wave
 * number) and B (odd in the second), so one real number each. Kept for wave numbers 0 … nx/2−1 (in
 * blocks of sixteen lanes) by 0 … ny/2: [nx/32 × (ny/2+1) × 16].
 */
final class KernelTables {
  private static final int LANES = BatchFourier.LANES;

  /** For Z: counts the waves −k too. */
  final float[] energy;

  final float[] a;
  final float[] b;

  private final int nx;
  private final int ny;

  private KernelTables(int nx, int ny) {
    this.nx = nx;
    this.ny = ny;
    int size = Math.multiplyExact(nx / 2, ny / 2 + 1);
    energy = new float[size];
    a = new float[size];
    b = new float[size];
  }

  static KernelTables of(int nx, int ny, double spacing, Workers workers) {
    KernelTables tables = new KernelTables(nx, ny);
    QuarterSpectra spectra = QuarterSpectra.of(nx, ny, spacing / 2, workers);
    tables.store(spectra.potential(), tables.energy, 1, 1, 1);
    tables.store(spectra.alongX(), tables.a, 1, -1, 1);
    tables.store(spectra.alongY(), tables.b, 1, 1, -1);
    for (int i = 0; i < tables.energy.length; i++) {
      boolean firstColumn = i < (ny / 2 + 1) * LANES && i % LANES == 0;
      tables.energy[i] *= firstColumn ? 1 : 2;
    }
    return tables;
  }

  /**
   * @param oddX −1 where the kernel is odd along the first coordinate, else 1
   * @param oddY −1 where it is odd along the second
   */
  private void store(float[] from, float[] to, double sign, int oddX, int oddY) {
    int rows = ny / 2 + 1;
    double[] u = new double[nx + 1];
    Arrays.setAll(u, k -> spline(k, nx));
    double[] symbols = new double[nx / 2];
    Arrays.setAll(symbols, k -> symbol(k, nx));
    for (int ky = 0; ky < rows; ky++) {
      double v0 = spline(ky, ny);
      double v1 = spline(ky - ny, ny);
      double rowSymbol = symbol(ky, ny);
      for (int kx = 0; kx < nx / 2; kx++) {
        double u0 = u[kx];
        double u1 = u[nx - kx];
        int near = ky;
        int far = ny - ky;
        double sum =
            u0 * v0 * from[QuarterSpectra.place(kx, near, ny)]
                + u1 * v0 * oddX * from[QuarterSpectra.place(nx - kx, near, ny)]
                + u0 * v1 * oddY * from[QuarterSpectra.place(kx, far, ny)]
                + u1 * v1 * oddX * oddY * from[QuarterSpectra.place(nx - kx, far, ny)];
        double all = symbols[kx] * rowSymbol;
        to[((kx / LANES) * rows + ky) * LANES + kx % LANES] =
            (float) (sign * sum / 4 / (all * all) / ((double) nx * ny));
      }
    }
  }

  /** Squared transform of the cubic B-spline: sinc⁸. */
  private static double spline(int k, int n) {
    double half = Math.PI * k / n;
    double sinc = k == 0 ? 1 : Math.sin(half) / half;
    return Math.pow(sinc, 8);
  }

  /** Σ of {@link #spline} over all waves that look alike: the septic B-spline at the nodes. */
  private static double symbol(int k, int n) {
    double angle = 2 * Math.PI * k / n;
    return (2416 + 2382 * Math.cos(angle) + 240 * Math.cos(2 * angle) + 2 * Math.cos(3 * angle))
        / 5040;
  }
}
