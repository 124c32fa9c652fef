package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.Random;

/**
 * Metric multidimensional scaling by majorisation (SMACOF, de Leeuw 1977): coordinates whose
 * distances are those given, as far as possible. Every step lowers the stress Σ_{i&lt;j} (δ_ij −
 * ‖x_i − x_j‖)².
 *
 * <p>Quadratic in time and in memory: the given distances are a full table.
 *
 * @param coordinates [count × 2], centred
 * @param stress Σ_{i&lt;j} (δ_ij − d_ij)²
 * @param normalisedStress √(stress / Σ_{i&lt;j} δ_ij²)
 * @param iterations of the best start
 */
public record Smacof(Points coordinates, double stress, double normalisedStress, int iterations) {

  /** Points per piece of work. */
  private static final int PIECE = 32;

  /**
   * @param starts random starts, of which the best counts
   * @param iterations at most, each
   * @param tolerance a start ends when a step lowers the stress by less than this share
   * @param seed of the starts
   */
  public record Settings(int starts, int iterations, double tolerance, long seed) {
    public Settings {
      if (starts < 1 || iterations < 1 || !(tolerance >= 0)) {
        throw new IllegalArgumentException(
            "starts and iterations must be at least 1, tolerance not negative; not %d, %d, %s"
                .formatted(starts, iterations, tolerance));
      }
    }

    /** 4 starts, at most 300 steps, share 1e-6, seed 0. */
    public static Settings defaults() {
      return new Settings(4, 300, 1e-6, 0);
    }
  }

  /**
   * @param distances [count × count], symmetric, zero on the diagonal, not negative
   */
  public static Smacof of(double[][] distances, Settings settings, Workers workers) {
    check(distances);
    Run[] runs = new Run[settings.starts];
    for (int start = 0; start < runs.length; start++) {
      runs[start] = new Run(distances, new Random(settings.seed * 1_000_003 + start), workers);
      runs[start].descend(settings);
    }
    Run best = runs[0];
    for (Run run : runs) {
      best = run.stress < best.stress ? run : best;
    }
    return best.result();
  }

  private static void check(double[][] distances) {
    int n = distances.length;
    for (int i = 0; i < n; i++) {
      if (distances[i].length != n) {
        throw new IllegalArgumentException(
            "row %d has %d distances of %d points".formatted(i, distances[i].length, n));
      }
      for (int j = 0; j <= i; j++) {
        double d = distances[i][j];
        if (!(d >= 0) || d != distances[j][i] || (i == j && d != 0) || Double.isInfinite(d)) {
          throw new IllegalArgumentException(
              "distance (%d, %d) is %s and (%d, %d) is %s; they must be equal, finite, not negative"
                  .formatted(i, j, d, j, i, distances[j][i]));
        }
      }
    }
  }

  /** One start. */
  private static final class Run {
    private final double[][] distances;
    private final Workers workers;
    private final int n;
    private final double[] off;
    private double[] x;
    private double[] y;
    private double stress;
    private int iterations;

    Run(double[][] distances, Random random, Workers workers) {
      this.distances = distances;
      this.workers = workers;
      this.n = distances.length;
      this.off = new double[n];
      this.x = new double[n];
      this.y = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.nextDouble() - .5;
        y[i] = random.nextDouble() - .5;
      }
    }

    void descend(Settings settings) {
      stress = transform();
      for (iterations = 1; iterations < settings.iterations; iterations++) {
        double next = transform();
        double gained = stress - next;
        stress = next;
        if (gained <= settings.tolerance * stress) {
          break;
        }
      }
      stress = stressHere();
    }

    /** Guttman's transform; returns the stress before it. */
    private double transform() {
      double[] nextX = new double[n];
      double[] nextY = new double[n];
      workers.each(
          (n + PIECE - 1) / PIECE,
          piece -> {
            for (int i = piece * PIECE; i < Math.min(n, (piece + 1) * PIECE); i++) {
              transform(i, nextX, nextY);
            }
          });
      x = nextX;
      y = nextY;
      return Arrays.stream(off).sum() / 2;
    }

    private void transform(int i, double[] nextX, double[] nextY) {
      double[] row = distances[i];
      double toX = 0;
      double toY = 0;
      double wrong = 0;
      for (int j = 0; j < n; j++) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double d = Math.sqrt(dx * dx + dy * dy);
        double ratio = d > 0 ? row[j] / d : 0;
        toX += ratio * dx;
        toY += ratio * dy;
        wrong += (row[j] - d) * (row[j] - d);
      }
      nextX[i] = toX / n;
      nextY[i] = toY / n;
      off[i] = wrong;
    }

    private double stressHere() {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          sum += Math.pow(distances[i][j] - Math.hypot(x[i] - x[j], y[i] - y[j]), 2);
        }
      }
      return sum;
    }

    Smacof result() {
      double all = 0;
      float[] values = new float[2 * n];
      for (int i = 0; i < n; i++) {
        values[2 * i] = (float) x[i];
        values[2 * i + 1] = (float) y[i];
        for (int j = 0; j < i; j++) {
          all += distances[i][j] * distances[i][j];
        }
      }
      return new Smacof(
          Points.of(values, n, 2), stress, all > 0 ? Math.sqrt(stress / all) : 0, iterations);
    }
  }
}
