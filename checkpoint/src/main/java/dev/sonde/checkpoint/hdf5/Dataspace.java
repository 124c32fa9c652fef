package dev.sonde.checkpoint.hdf5;

import dev.sonde.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * How many elements along how many axes.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.2.b.
 */
final class Dataspace {

  static final long UNLIMITED = -1;
  private static final int NULL_SPACE = 2;

  private final @Nullable Shape shape;
  private final long[] most;

  private Dataspace(@Nullable Shape shape, long[] most) {
    this.shape = shape;
    this.most = most;
  }

  static Dataspace read(Cursor in) {
    int version = in.u8();
    if (version != 1 && version != 2) throw in.error("a dataspace of version " + version);
    int rank = in.u8();
    int flags = in.u8();
    if (version == 1) {
      in.skip(5);
    } else if (in.u8() == NULL_SPACE) {
      return new Dataspace(null, new long[0]);
    }
    long[] extents = new long[rank];
    for (int axis = 0; axis < rank; axis++) extents[axis] = in.length();
    long[] most = extents.clone();
    if ((flags & 1) != 0) {
      for (int axis = 0; axis < rank; axis++) {
        most[axis] = in.lengthOrUndefined();
        if (most[axis] != UNLIMITED && most[axis] < extents[axis]) {
          throw in.error(
              "an axis of " + extents[axis] + " elements that may have at most " + most[axis]);
        }
      }
    }
    return new Dataspace(shape(in, extents), most);
  }

  /** A shape that a file claims: too many axes or elements are the file's error. */
  static Shape shape(Cursor where, long... extents) {
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException e) {
      throw where.error(String.valueOf(e.getMessage()));
    }
  }

  /** Null for the null dataspace, which has no elements and no shape. */
  @Nullable Shape shape() {
    return shape;
  }

  /** To how many elements an axis may grow, or {@link #UNLIMITED}. */
  long most(int axis) {
    return most[axis];
  }

  long count() {
    return shape == null ? 0 : shape.count();
  }
}
