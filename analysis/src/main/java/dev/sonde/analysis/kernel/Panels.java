package dev.sonde.analysis.kernel;

import java.util.Arrays;

/**
 * Points laid out for {@link DistanceKernel}: groups of 32, and in a group dimension after
 * dimension. The last group is filled up with infinity, which is near to nothing.
 */
public final class Panels {
  private static final int WIDTH = DistanceKernel.WIDTH;

  private final float[] values;
  private final int count;
  private final int dimensions;

  private Panels(float[] values, int count, int dimensions) {
    this.values = values;
    this.count = count;
    this.dimensions = dimensions;
  }

  public static Panels of(Points points) {
    return of(points, all(points), points.count());
  }

  /** All points, the last group filled up with zeros: for products instead of distances. */
  public static Panels ofZeroFilled(Points points) {
    return of(points, all(points), points.count(), 0);
  }

  private static int[] all(Points points) {
    int[] indices = new int[points.count()];
    Arrays.setAll(indices, i -> i);
    return indices;
  }

  /** The first {@code count} points that {@code indices} names, in that order. */
  public static Panels of(Points points, int[] indices, int count) {
    return of(points, indices, count, Float.POSITIVE_INFINITY);
  }

  private static Panels of(Points points, int[] indices, int count, float filling) {
    int d = points.dimensions();
    int groups = (count + WIDTH - 1) / WIDTH;
    float[] values = new float[Math.multiplyExact(groups, d * WIDTH)];
    float[] from = points.values();
    for (int i = 0; i < count; i++) {
      int to = (i / WIDTH) * d * WIDTH + i % WIDTH;
      int row = indices[i] * d;
      for (int k = 0; k < d; k++) {
        values[to + k * WIDTH] = from[row + k];
      }
    }
    for (int i = count; i < groups * WIDTH; i++) {
      int to = (i / WIDTH) * d * WIDTH + i % WIDTH;
      for (int k = 0; k < d; k++) {
        values[to + k * WIDTH] = filling;
      }
    }
    return new Panels(values, count, d);
  }

  /** Points, without the filling. */
  public int count() {
    return count;
  }

  /** Panels of 32. */
  public int panels() {
    return (count + WIDTH - 1) / WIDTH;
  }

  public int dimensions() {
    return dimensions;
  }

  /** Where panel {@code panel} starts in {@link #values()}. */
  public int start(int panel) {
    return panel * dimensions * WIDTH;
  }

  /** All panels; not to be written to. */
  public float[] values() {
    return values;
  }
}
