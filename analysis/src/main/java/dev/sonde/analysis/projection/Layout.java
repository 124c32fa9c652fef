package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/** Points of a t-SNE where they lie now, and how they pull and push each other. */
final class Layout {
  private static final int GROUP = Affinities.GROUP;

  private final Affinities affinities;
  private final Workers workers;
  private final Repulsion repulsion;
  private final int n;
  private final float[] x;
  private final float[] y;
  private final float[] pullX;
  private final float[] pullY;
  private final float[] pushX;
  private final float[] pushY;
  private double z;

  /**
   * @param position first coordinates, then second ones
   * @param size of the grid, where there is one
   */
  Layout(Affinities affinities, float[] position, GridSize size, int exactBelow, Workers workers) {
    this.affinities = affinities;
    this.workers = workers;
    this.n = affinities.count();
    this.repulsion =
        n < exactBelow ? new ExactRepulsion(n, workers) : new GridRepulsion(n, workers, size);
    int padded = (n + GROUP - 1) / GROUP * GROUP;
    this.x = Arrays.copyOf(position, padded);
    this.y = Arrays.copyOf(Arrays.copyOfRange(position, n, 2 * n), padded);
    this.pullX = new float[n];
    this.pullY = new float[n];
    this.pushX = new float[n];
    this.pushY = new float[n];
  }

  int count() {
    return n;
  }

  /** First (0) or second (1) coordinates, to be moved by whoever owns this. */
  float[] axis(int axis) {
    return axis == 0 ? x : y;
  }

  float[] pull(int axis) {
    return axis == 0 ? pullX : pullY;
  }

  float[] push(int axis) {
    return axis == 0 ? pushX : pushY;
  }

  /** Z of the last {@link #forces}. */
  double z() {
    return z;
  }

  GridSize grid() {
    return repulsion instanceof GridRepulsion grid ? grid.size() : GridSize.SMALLEST;
  }

  /** A copy: first coordinates, then second ones. */
  float[] position() {
    float[] position = new float[2 * n];
    System.arraycopy(x, 0, position, 0, n);
    System.arraycopy(y, 0, position, n, n);
    return position;
  }

  /** Coordinates about their mean, [count × dimensions]. */
  Points centred(int dimensions) {
    float[] values = new float[n * dimensions];
    for (int axis = 0; axis < dimensions; axis++) {
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += axis(axis)[i];
      }
      for (int i = 0; i < n; i++) {
        values[i * dimensions + axis] = (float) (axis(axis)[i] - mean / n);
      }
    }
    return Points.of(values, n, dimensions);
  }

  /** Finds pull and push of every point: the gradient of KL is 4 (pull − push / Z). */
  void forces() {
    attract();
    z = repulsion.forces(x, y, pushX, pushY);
  }

  private void attract() {
    int[] rows = affinities.rows();
    workers.each(
        (affinities.groups() + 63) / 64,
        piece -> {
          float[] out = new float[2 * GROUP];
          int to = Math.min(affinities.groups(), (piece + 1) * 64);
          for (int group = piece * 64; group < to; group++) {
            Forces.attract(
                rows,
                group,
                affinities.columns(),
                affinities.values(),
                affinities.start(group),
                affinities.start(group + 1),
                x,
                y,
                out);
            for (int lane = 0; lane < GROUP; lane++) {
              int at = group * GROUP + lane;
              if (!affinities.isFiller(at)) {
                pullX[rows[at]] = out[lane];
                pullY[rows[at]] = out[GROUP + lane];
              }
            }
          }
        });
  }

  /** Σ p log(p/q) over the affinities kept. */
  double kl() {
    double all = repulsion.forces(x, y, pushX, pushY);
    double[] parts = new double[(affinities.groups() + 63) / 64];
    workers.each(parts.length, piece -> parts[piece] = stretched(piece));
    double sum = affinities.negativeEntropy();
    for (double part : parts) {
      sum += part;
    }
    return sum + Math.log(all) * affinities.total();
  }

  private double stretched(int piece) {
    double sum = 0;
    int to = Math.min(affinities.groups(), (piece + 1) * 64);
    for (int group = piece * 64; group < to; group++) {
      for (int e = affinities.start(group); e < affinities.start(group + 1); e++) {
        float p = affinities.values()[e];
        if (p > 0) {
          int i = affinities.rows()[group * GROUP + (e - affinities.start(group)) % GROUP];
          int j = affinities.columns()[e];
          double dx = x[i] - x[j];
          double dy = y[i] - y[j];
          sum += p * Math.log1p(dx * dx + dy * dy);
        }
      }
    }
    return sum;
  }
}
