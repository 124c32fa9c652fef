package dev.sonde.checkpoint.hdf5;

import dev.sonde.tensor.Shape;
import java.util.Arrays;

/**
 * Where a dataset's bytes lie.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.2.i; version 5 (HDF5 2.0) is version 4 with
 * wider sizes in the chunk index, which the index tells itself.
 */
sealed interface Layout {

  /** In the header itself. */
  record Compact(long at, long size) implements Layout {}

  /**
   * In one piece.
   *
   * @param address {@link AddressSpace#UNDEFINED} if nothing was ever written
   * @param size bytes set aside, or -1 where the version does not say
   */
  record Contiguous(long address, long size) implements Layout {}

  /** In pieces of equal shape, found through an index. */
  record Chunked(
      Shape chunk, long elementSize, IndexKind index, long address, boolean filteredEdges)
      implements Layout {}

  /** How the chunks of a dataset are found. */
  sealed interface IndexKind {
    record BTree1() implements IndexKind {}

    /**
     * One chunk.
     *
     * @param storedSize its bytes, or -1 if it is not filtered
     */
    record Single(long storedSize, long filterMask) implements IndexKind {}

    record Implicit() implements IndexKind {}

    record FixedArray() implements IndexKind {}

    record ExtensibleArray() implements IndexKind {}

    record BTree2() implements IndexKind {}
  }

  int EDGES_UNFILTERED = 1;
  int SINGLE_FILTERED = 2;

  static Layout read(Cursor in) {
    int version = in.u8();
    return switch (version) {
      case 1, 2 -> readOld(in);
      case 3, 4, 5 -> {
        int kind = in.u8();
        yield switch (kind) {
          case 0 -> {
            long size = in.u16();
            yield new Compact(in.at(), in.take(size).left());
          }
          case 1 -> new Contiguous(in.address(), in.length());
          case 2 -> version == 3 ? chunked(in) : indexed(in);
          case 3 ->
              throw in.error("a virtual dataset: its data is in other files, which are not read");
          default -> throw in.error("a data layout of the unknown class " + kind);
        };
      }
      default -> throw in.error("a data layout of version " + version);
    };
  }

  private static Layout readOld(Cursor in) {
    int rank = in.u8();
    int kind = in.u8();
    in.skip(5);
    return switch (kind) {
      case 0 -> {
        in.skip(4L * rank);
        long size = in.u32();
        yield new Compact(in.at(), in.take(size).left());
      }
      case 1 -> new Contiguous(in.address(), -1);
      case 2 -> {
        long address = in.address();
        yield chunks(in, rank, 4, address);
      }
      default -> throw in.error("a data layout of the unknown class " + kind);
    };
  }

  private static Layout chunked(Cursor in) {
    int rank = in.u8();
    return chunks(in, rank, 4, in.address());
  }

  /** The last of the extents is the bytes of an element. */
  private static Chunked chunks(Cursor in, int rank, int width, long address) {
    long[] extents = extents(in, rank, width);
    Shape chunk = Dataspace.shape(in, Arrays.copyOf(extents, rank - 1));
    return new Chunked(chunk, extents[rank - 1], new IndexKind.BTree1(), address, true);
  }

  private static long[] extents(Cursor in, int rank, int width) {
    if (rank < 1) throw in.error("chunks without axes");
    long[] extents = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] = in.size(width);
      if (extents[axis] == 0) throw in.error("chunks of 0 elements");
    }
    return extents;
  }

  private static Layout indexed(Cursor in) {
    int flags = in.u8();
    int rank = in.u8();
    int width = in.u8();
    long[] extents = extents(in, rank, width);
    int kind = in.u8();
    IndexKind index =
        switch (kind) {
          case 1 ->
              (flags & SINGLE_FILTERED) != 0
                  ? new IndexKind.Single(in.length(), in.u32())
                  : new IndexKind.Single(-1, 0);
          case 2 -> new IndexKind.Implicit();
          case 3 -> {
            in.skip(1);
            yield new IndexKind.FixedArray();
          }
          case 4 -> {
            in.skip(5);
            yield new IndexKind.ExtensibleArray();
          }
          case 5 -> {
            in.skip(6);
            yield new IndexKind.BTree2();
          }
          default -> throw in.error("a chunk index of the unknown kind " + kind);
        };
    Shape chunk = Dataspace.shape(in, Arrays.copyOf(extents, rank - 1));
    boolean filteredEdges = (flags & EDGES_UNFILTERED) == 0;
    return new Chunked(chunk, extents[rank - 1], index, in.address(), filteredEdges);
  }
}
