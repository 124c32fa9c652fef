package dev.sonde.analysis.kernel;

import java.util.Arrays;

/**
 * Float32 vectors of one length, row after row: [count × dimensions]. All values are finite, and so
 * are the squared distances between them: no kernel meets infinity.
 *
 * <p>The values are not copied on the way in; whoever hands over an array must not write to it any
 * more.
 */
public final class Points {
  private final float[] values;
  private final int count;
  private final int dimensions;

  private Points(float[] values, int count, int dimensions) {
    this.values = values;
    this.count = count;
    this.dimensions = dimensions;
  }

  /**
   * Wraps {@code values}, [count × dimensions] in row order.
   *
   * @throws IllegalArgumentException if the length is wrong, a value is NaN or infinite, or squared
   *     distances could be (the first such value is named)
   */
  public static Points of(float[] values, int count, int dimensions) {
    if (count < 0 || dimensions < 1 || (long) count * dimensions != values.length) {
      throw new IllegalArgumentException(
          "%d values are not %d points of %d dimensions"
              .formatted(values.length, count, dimensions));
    }
    float most = most(dimensions);
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= most)) throw refused(values[i], i / dimensions, i % dimensions);
    }
    return new Points(values, count, dimensions);
  }

  /** The largest coordinate with which squared distances, and sums of squares, stay finite. */
  private static float most(int dimensions) {
    return (float) Math.sqrt(Float.MAX_VALUE / 4 / dimensions);
  }

  private static IllegalArgumentException refused(double value, int point, int dimension) {
    String what = "point %d has %s in dimension %d".formatted(point, value, dimension);
    return new IllegalArgumentException(
        Double.isFinite(value)
            ? what
                + ": squared distances of points so far out are beyond float32; divide all values"
                + " by one number first"
            : what + "; remove it or replace the value first");
  }

  /** The rows of {@code rows} as points, rounded to float32. */
  public static Points of(double[][] rows) {
    int d = rows.length == 0 ? 1 : rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, d)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != d) {
        throw new IllegalArgumentException(
            "point %d has %d dimensions, point 0 has %d".formatted(i, rows[i].length, d));
      }
      for (int j = 0; j < d; j++) {
        if (!(Math.abs(rows[i][j]) <= Float.MAX_VALUE)) throw refused(rows[i][j], i, j);
        values[i * d + j] = (float) rows[i][j];
      }
    }
    return of(values, rows.length, d);
  }

  /** The points at {@code indices}, in that order. */
  public Points select(int[] indices) {
    float[] picked = new float[Math.multiplyExact(indices.length, dimensions)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * dimensions, picked, i * dimensions, dimensions);
    }
    return new Points(picked, indices.length, dimensions);
  }

  public int count() {
    return count;
  }

  public int dimensions() {
    return dimensions;
  }

  public float at(int point, int dimension) {
    return values[point * dimensions + dimension];
  }

  /** The values themselves, [count × dimensions]; not to be written to. */
  public float[] values() {
    return values;
  }

  /** A copy of one point. */
  public float[] row(int point) {
    return Arrays.copyOfRange(values, point * dimensions, (point + 1) * dimensions);
  }

  /** Squared Euclidean distance to a point of {@code other}, summed in double. */
  public double squaredDistance(int point, Points other, int otherPoint) {
    int a = point * dimensions;
    int b = otherPoint * dimensions;
    double sum = 0;
    for (int j = 0; j < dimensions; j++) {
      double difference = (double) values[a + j] - other.values[b + j];
      sum += difference * difference;
    }
    return sum;
  }
}
