package dev.sonde.checkpoint.hdf5;

import dev.sonde.tensor.Shape;

/**
 * How a dataset is cut into chunks: the chunk at position [i, j, …] starts at element [i·c₀, j·c₁,
 * …]; those at the far edges reach over it.
 */
final class ChunkGrid {

  private final Shape shape;
  private final Dataspace dataspace;
  private final Shape chunk;
  private final long elementSize;
  private final long chunkBytes;
  private final long paddedBytes;

  private ChunkGrid(
      Shape shape,
      Dataspace dataspace,
      Shape chunk,
      long elementSize,
      long chunkBytes,
      long paddedBytes) {
    this.shape = shape;
    this.dataspace = dataspace;
    this.chunk = chunk;
    this.elementSize = elementSize;
    this.chunkBytes = chunkBytes;
    this.paddedBytes = paddedBytes;
  }

  /**
   * @param where the layout was read, for errors
   */
  static ChunkGrid of(Cursor where, Shape shape, Dataspace dataspace, Layout.Chunked layout) {
    Shape chunk = layout.chunk();
    int rank = shape.rank();
    if (chunk.rank() != rank || rank == 0) {
      throw where.error("chunks with " + chunk.rank() + " axes for a dataset with " + rank);
    }
    long[] padded = new long[rank + 1];
    for (int axis = 0; axis < rank; axis++) {
      long chunks = ceil(shape.extent(axis), chunk.extent(axis));
      // One shape of bytes: too large a product is found there.
      padded[axis] = Dataspace.shape(where, chunks, chunk.extent(axis)).count();
    }
    padded[rank] = layout.elementSize();
    return new ChunkGrid(
        shape,
        dataspace,
        chunk,
        layout.elementSize(),
        Dataspace.shape(where, chunk.count(), layout.elementSize()).count(),
        Dataspace.shape(where, padded).count());
  }

  private static long ceil(long extent, long chunk) {
    return extent / chunk + (extent % chunk == 0 ? 0 : 1);
  }

  int rank() {
    return shape.rank();
  }

  /** Elements of the dataset along an axis. */
  long extent(int axis) {
    return shape.extent(axis);
  }

  /** Elements of a chunk along an axis. */
  long chunk(int axis) {
    return chunk.extent(axis);
  }

  /** Bytes of an element. */
  long elementSize() {
    return elementSize;
  }

  /** Bytes of one whole chunk. */
  long chunkBytes() {
    return chunkBytes;
  }

  /** Bytes of all chunks, with what reaches over the edges. */
  long paddedBytes() {
    return paddedBytes;
  }

  /** Chunks along an axis if the dataset grows as far as it may; -1 if it may grow for ever. */
  long mostChunks(int axis) {
    long most = dataspace.most(axis);
    return most == Dataspace.UNLIMITED ? -1 : ceil(most, chunk.extent(axis));
  }

  /** Whether a chunk has any element of the dataset. */
  boolean contains(long[] position) {
    for (int axis = 0; axis < rank(); axis++) {
      if (position[axis] < 0 || position[axis] >= ceil(extent(axis), chunk(axis))) return false;
    }
    return true;
  }

  /** Whether a chunk reaches over an edge. */
  boolean isPartial(long[] position) {
    for (int axis = 0; axis < rank(); axis++) {
      if (extent(axis) - position[axis] * chunk(axis) < chunk(axis)) return true;
    }
    return false;
  }

  /**
   * The position of the chunk that an index counts as number {@code index}: row-major over the
   * chunks of the greatest extents, with the one unlimited axis, if any, moved to the front.
   */
  long[] position(long index) {
    int slowest = 0;
    for (int axis = 0; axis < rank(); axis++) {
      if (mostChunks(axis) < 0) slowest = axis;
    }
    long[] position = new long[rank()];
    long rest = index;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      if (axis == slowest) continue;
      long chunks = Math.max(1, mostChunks(axis));
      position[axis] = rest % chunks;
      rest /= chunks;
    }
    position[slowest] = rest;
    return position;
  }
}
