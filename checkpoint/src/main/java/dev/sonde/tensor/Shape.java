package dev.sonde.tensor;

import java.util.Arrays;
import java.util.List;

/** The extent of each axis, outermost first; a scalar has none. Immutable. */
public final class Shape {

  /** No framework goes beyond 64 axes (NumPy); a file that claims more is lying. */
  public static final int MAX_RANK = 64;

  /** A complex tensor of the highest rank, seen as real, has one axis more: its two parts. */
  private static final int MAX_WITH_PARTS = MAX_RANK + 1;

  private final long[] extents;
  private final long count;

  private Shape(long[] extents) {
    if (extents.length > MAX_WITH_PARTS) {
      throw new IllegalArgumentException(
          "shape has " + extents.length + " axes, at most " + MAX_RANK + " can be read");
    }
    this.extents = extents;
    this.count = countOf(extents);
  }

  /**
   * A shape of these extents.
   *
   * @throws IllegalArgumentException if an extent is negative or their product exceeds 2⁶³ − 1
   */
  public static Shape of(long... extents) {
    return new Shape(extents.clone());
  }

  public static Shape of(List<Long> extents) {
    return new Shape(extents.stream().mapToLong(Long::longValue).toArray());
  }

  private static long countOf(long[] extents) {
    long count = 1;
    boolean empty = false;
    for (long extent : extents) {
      if (extent < 0)
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(extents) + " has a negative extent");
      empty |= extent == 0;
    }
    if (empty) return 0;
    for (long extent : extents) {
      if (Math.multiplyHigh(count, extent) != 0 || count * extent < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(extents) + " has more than 2^63 elements");
      }
      count *= extent;
    }
    return count;
  }

  public int rank() {
    return extents.length;
  }

  /** The extent of axis {@code axis}, counted from 0. */
  public long extent(int axis) {
    return extents[axis];
  }

  /** The number of elements: the product of the extents, 1 for a scalar. */
  public long count() {
    return count;
  }

  public long[] toArray() {
    return extents.clone();
  }

  /** Element strides of a row-major (C order) array of this shape; all 1 if it is empty. */
  public long[] rowMajorStrides() {
    long[] strides = new long[extents.length];
    long step = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      if (count > 0) step *= extents[axis];
    }
    return strides;
  }

  /**
   * Element strides of a column-major (Fortran order) array of this shape; all 1 if it is empty.
   */
  public long[] columnMajorStrides() {
    long[] strides = new long[extents.length];
    long step = 1;
    for (int axis = 0; axis < extents.length; axis++) {
      strides[axis] = step;
      if (count > 0) step *= extents[axis];
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** As the field writes it: {@code [64, 3, 7, 7]}. */
  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
