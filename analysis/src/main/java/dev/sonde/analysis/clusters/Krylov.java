package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * The leading eigenvectors of a neighbour graph by a block Krylov space with restarts: the block is
 * wider than the number wanted, so that eigenvalue 1, which occurs once per connected part, is
 * found as often as it occurs.
 */
final class Krylov {
  private static final int MORE = 4;
  private static final int DEPTH = 12;
  private static final int RESTARTS = 12;
  private static final double ENOUGH = 1e-4;

  private final NeighbourGraph graph;
  private final Workers workers;
  private final int n;

  private Krylov(NeighbourGraph graph, Workers workers) {
    this.graph = graph;
    this.workers = workers;
    this.n = graph.size();
  }

  /** [count × size], each divided by √degree, in the order of the eigenvalues. */
  static double[][] leading(NeighbourGraph graph, int count, long seed, Workers workers) {
    double[][] vectors = new Krylov(graph, workers).run(count, seed);
    double[][] scaled = new double[count][graph.size()];
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < graph.size(); i++) {
        scaled[c][i] = vectors[c][i] / Math.sqrt(graph.degree(i));
      }
    }
    return scaled;
  }

  private double[][] run(int count, long seed) {
    int block = Math.min(n, count + MORE);
    Random random = new Random(seed);
    double[][] start = new double[block][n];
    for (double[] row : start) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    for (int restart = 0; ; restart++) {
      double[][] basis = space(start);
      double[][] images = multiply(basis);
      double[] values = new double[Math.min(block, basis.length)];
      double[][] ritz = new double[values.length][];
      double[][] ritzImages = new double[values.length][];
      rayleighRitz(basis, images, values, ritz, ritzImages);
      double worst = 0;
      for (int c = 0; c < Math.min(count, values.length); c++) {
        worst = Math.max(worst, residual(ritz[c], ritzImages[c], values[c]));
      }
      if (worst < ENOUGH || restart == RESTARTS || basis.length >= n) {
        return ritz;
      }
      start = ritz;
    }
  }

  /** An orthonormal basis of block, M·block, M²·block, … */
  private double[][] space(double[][] start) {
    int most = Math.min(n, start.length * DEPTH);
    double[][] basis = new double[most][];
    int size = 0;
    double[][] block = start;
    while (size < most && block.length > 0) {
      int first = size;
      for (double[] row : block) {
        double[] vector = row.clone();
        double before = norm(vector);
        for (int pass = 0; pass < 2; pass++) {
          for (int b = 0; b < size; b++) {
            add(vector, -dot(vector, basis[b]), basis[b]);
          }
        }
        double norm = norm(vector);
        if (norm > 1e-10 * before && size < most) {
          for (int i = 0; i < n; i++) {
            vector[i] /= norm;
          }
          basis[size++] = vector;
        }
      }
      block = multiply(Arrays.copyOfRange(basis, first, size));
    }
    return Arrays.copyOf(basis, size);
  }

  private double[][] multiply(double[][] rows) {
    double[][] images = new double[rows.length][n];
    workers.each(rows.length, r -> graph.times(rows[r], images[r]));
    return images;
  }

  private void rayleighRitz(
      double[][] basis,
      double[][] images,
      double[] values,
      double[][] ritz,
      double[][] ritzImages) {
    int size = basis.length;
    R064Store small = R064Store.FACTORY.make(size, size);
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        double product = dot(basis[a], images[b]);
        small.set(a, b, product);
        small.set(b, a, product);
      }
    }
    Eigenvalue<Double> eigen = Eigenvalue.R064.make(small, true);
    eigen.decompose(small);
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(
                (a, b) ->
                    Double.compare(eigen.getD().doubleValue(b, b), eigen.getD().doubleValue(a, a)))
            .mapToInt(i -> i)
            .toArray();
    for (int c = 0; c < values.length; c++) {
      values[c] = eigen.getD().doubleValue(order[c], order[c]);
      ritz[c] = new double[n];
      ritzImages[c] = new double[n];
      for (int b = 0; b < size; b++) {
        double weight = eigen.getV().doubleValue(b, order[c]);
        add(ritz[c], weight, basis[b]);
        add(ritzImages[c], weight, images[b]);
      }
    }
  }

  private static double residual(double[] vector, double[] image, double value) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      double left = image[i] - value * vector[i];
      sum += left * left;
    }
    return Math.sqrt(sum);
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
