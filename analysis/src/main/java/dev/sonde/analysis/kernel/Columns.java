package dev.sonde.analysis.kernel;

import java.util.Arrays;

/**
 * Points laid out for plain loops over many points at a time: blocks of 1,024, and in a block one
 * array per dimension.
 *
 * <p>A loop in which every array is read and written at the loop's own index is turned into vector
 * instructions by the JIT compiler, and within milliseconds; the vector module's kernels are two to
 * three times faster on points of many dimensions, but start with half a second of interpreting.
 * Short rows, and methods that end within a second, are better off here.
 *
 * <p>There are {@link #width} arrays, the dimensions rounded up to a multiple of four; the last
 * ones and what lies beyond the last point are 0.
 */
public final class Columns {
  private static final int BLOCK = 1024;

  /** Columns in one loop. */
  private static final int TOGETHER = 4;

  /** Sums are kept in this many parts, which vector instructions add to side by side. */
  private static final int PARTIAL = 128;

  /** Few points make one block of as few places as they need: a multiple of this. */
  private static final int LEAST = 2 * PARTIAL;

  private final float[][][] blocks;
  private final int count;
  private final int width;
  private final int lanes;

  private Columns(float[][][] blocks, int count, int width, int lanes) {
    this.blocks = blocks;
    this.count = count;
    this.width = width;
    this.lanes = lanes;
  }

  public static Columns of(Points points) {
    int n = points.count();
    int d = points.dimensions();
    int width = (d + TOGETHER - 1) / TOGETHER * TOGETHER;
    int lanes = n <= BLOCK - LEAST ? Math.max(1, (n + LEAST - 1) / LEAST) * LEAST : BLOCK;
    float[][][] blocks = new float[(n + lanes - 1) / lanes][width][lanes];
    for (int b = 0; b < blocks.length; b++) {
      int size = Math.min(lanes, n - b * lanes);
      for (int k = 0; k < d; k++) {
        gather(points.values(), b * lanes * d + k, d, blocks[b][k], size);
      }
    }
    return new Columns(blocks, n, width, lanes);
  }

  private static void gather(float[] from, int start, int step, float[] to, int n) {
    for (int i = 0, at = start; i < n; i++, at += step) to[i] = from[at];
  }

  public int blocks() {
    return blocks.length;
  }

  /** Places for points in a block: the length of its arrays. */
  public int lanes() {
    return lanes;
  }

  /** Index of a block's first point. */
  public int first(int block) {
    return block * lanes;
  }

  /** Points in a block. */
  public int size(int block) {
    return Math.min(lanes, count - block * lanes);
  }

  /** Arrays in a block, and the length of the rows that meet them. */
  public int width() {
    return width;
  }

  /** Rows of {@link #width} values out of rows [count × dimensions], filled up with 0. */
  public float[] rows(float[] values, int count, int dimensions) {
    float[] rows = new float[Math.multiplyExact(count, width)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, i * dimensions, rows, i * width, dimensions);
    }
    return rows;
  }

  /**
   * Squared Euclidean distances of a block's points to one row, to the bit those of {@link
   * DistanceKernel}.
   *
   * @param rows rows of {@link #width} values, the last ones 0; the one that starts at {@code row}
   *     is taken
   * @param out [lanes]
   */
  public void squared(int block, float[] rows, int row, float[] out) {
    float[][] x = blocks[block];
    Arrays.fill(out, 0);
    for (int k = 0; k < width; k += TOGETHER) {
      int r = row + k;
      addSquares(
          x[k], rows[r], x[k + 1], rows[r + 1], x[k + 2], rows[r + 2], x[k + 3], rows[r + 3], out);
    }
  }

  private static void addSquares(
      float[] x, float a, float[] y, float b, float[] z, float c, float[] w, float d, float[] out) {
    for (int i = 0; i < out.length; i++) {
      float p = x[i] - a;
      float q = y[i] - b;
      float r = z[i] - c;
      float s = w[i] - d;
      out[i] = Math.fma(s, s, Math.fma(r, r, Math.fma(q, q, Math.fma(p, p, out[i]))));
    }
  }

  /**
   * Dot products of a block's points with one row, begun with a bias.
   *
   * @param rows rows of {@link #width} values, the last ones 0; the one that starts at {@code row}
   *     is taken
   * @param out [lanes]
   */
  public void scores(int block, float[] rows, int row, float bias, float[] out) {
    float[][] x = blocks[block];
    Arrays.fill(out, bias);
    for (int k = 0; k < width; k += TOGETHER) {
      int r = row + k;
      addMultiples(
          x[k], rows[r], x[k + 1], rows[r + 1], x[k + 2], rows[r + 2], x[k + 3], rows[r + 3], out);
    }
  }

  private static void addMultiples(
      float[] x, float a, float[] y, float b, float[] z, float c, float[] w, float d, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.fma(d, w[i], Math.fma(c, z[i], Math.fma(b, y[i], Math.fma(a, x[i], out[i]))));
    }
  }

  /**
   * {@code sums[at + k] += Σ_i factors[i] · x[i][k]} over a block's points, each product in
   * float32, the sum in double.
   *
   * @param factors [lanes]
   * @param sums {@link #width} values from {@code at} on
   */
  public void addProducts(int block, float[] factors, double[] sums, int at) {
    double[] partial = new double[PARTIAL];
    for (int k = 0; k < blocks[block].length; k++) {
      sums[at + k] += product(factors, blocks[block][k], partial);
    }
  }

  private static double product(float[] x, float[] y, double[] partial) {
    Arrays.fill(partial, 0);
    for (int from = 0; from < x.length; from += 2 * PARTIAL) addProducts(x, y, from, partial);
    return sum(partial);
  }

  // One after the other, not in pairs: the compiler would not see the same pattern in each.
  private static void addProducts(float[] x, float[] y, int from, double[] partial) {
    for (int i = 0; i < PARTIAL; i++) {
      partial[i] =
          partial[i] + x[from + i] * y[from + i] + x[from + PARTIAL + i] * y[from + PARTIAL + i];
    }
  }

  private static double sum(double[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < values.length; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    return a + b + (c + d);
  }

  /** The sum of the first {@code n} values, in four parts that the processor adds side by side. */
  public static double sum(float[] values, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < n; i++) a += values[i];
    return a + b + (c + d);
  }
}
