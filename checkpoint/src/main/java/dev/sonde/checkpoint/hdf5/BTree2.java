package dev.sonde.checkpoint.hdf5;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The newer B-tree, of records of one size: names of links and attributes, chunks, large objects of
 * a heap.
 *
 * <p>How many bytes a count takes in a node follows from how many records could be below it.
 *
 * <p>Source: HDF5 File Format Specification 3.0, III.A.2.
 */
final class BTree2 {

  static final int HUGE_OBJECTS = 1;
  static final int LINK_NAMES = 5;
  static final int ATTRIBUTE_NAMES = 8;
  static final int CHUNKS = 10;
  static final int FILTERED_CHUNKS = 11;

  /** Signature, version, type, checksum. */
  private static final int OVERHEAD = 10;

  private static final int MAX_DEPTH = 32;
  private static final String WHAT = "a B-tree";

  private final AddressSpace space;
  private final int type;
  private final long nodeSize;
  private final int recordSize;
  private final int depth;
  private final long root;
  private final int rootRecords;

  /** Per level, leaves first: the most records of a node, and the bytes of a count of all below. */
  private final long[] most;

  private final int[] totalWidth;
  private final int countWidth;
  private final Set<Long> seen = new HashSet<>();

  private BTree2(AddressSpace space, long address) {
    this.space = space;
    Cursor in = space.cursor(address, WHAT);
    in.signature("BTHD", WHAT);
    in.version(0, WHAT);
    this.type = in.u8();
    this.nodeSize = in.u32();
    this.recordSize = in.u16();
    this.depth = in.u16();
    in.skip(2);
    this.root = in.address();
    this.rootRecords = in.u16();
    in.skip(space.lengthSize());
    space.checksum(address, in.at(), WHAT);
    if (depth > MAX_DEPTH) throw in.error("a B-tree " + depth + " levels deep");
    if (recordSize == 0 || nodeSize < OVERHEAD + recordSize) {
      throw in.error("a B-tree with records of " + recordSize + " bytes in nodes of " + nodeSize);
    }
    this.most = new long[depth + 1];
    this.totalWidth = new int[depth + 1];
    most[0] = (nodeSize - OVERHEAD) / recordSize;
    this.countWidth = widthOf(most[0]);
    long total = most[0];
    for (int level = 1; level <= depth; level++) {
      int pointer = space.addressSize() + countWidth + totalWidth[level - 1];
      most[level] = (nodeSize - OVERHEAD - pointer) / (recordSize + pointer);
      if (most[level] <= 0) throw in.error("a B-tree whose nodes have no room for children");
      // Beyond 2^62 the width stays 8 bytes.
      if (Math.multiplyHigh(most[level] + 2, total) != 0 || (most[level] + 2) * total < 0) {
        total = Long.MAX_VALUE;
      } else {
        total = (most[level] + 1) * total + most[level];
      }
      totalWidth[level] = widthOf(total);
    }
  }

  static BTree2 read(AddressSpace space, long address) {
    return new BTree2(space, address);
  }

  private static int widthOf(long limit) {
    return (63 - Long.numberOfLeadingZeros(Math.max(limit, 1))) / 8 + 1;
  }

  int type() {
    return type;
  }

  void require(int expected) {
    if (type != expected) {
      throw space.error(root, "a B-tree of type " + type + " instead of " + expected);
    }
  }

  /** Visits all records in order. */
  void each(Consumer<Cursor> visitor) {
    if (root != AddressSpace.UNDEFINED && rootRecords > 0) node(root, rootRecords, depth, visitor);
  }

  private void node(long address, long count, int level, Consumer<Cursor> visitor) {
    if (!seen.add(address)) throw space.error(address, "a B-tree that comes back to this node");
    if (count > most[level]) {
      throw space.error(
          address, "a B-tree's node of " + count + " records, it has room for " + most[level]);
    }
    Cursor in = space.cursor(address, nodeSize, "a node of a B-tree");
    in.signature(level == 0 ? "BTLF" : "BTIN", "a node of a B-tree");
    in.version(0, "a node of a B-tree");
    if (in.u8() != type) throw in.error("a node of another B-tree");
    Cursor records = in.take(count * recordSize);
    if (level > 0) {
      int width = level > 1 ? totalWidth[level - 1] : 0;
      Cursor children = in.take((count + 1) * (space.addressSize() + countWidth + width));
      space.checksum(address, in.at(), "a node of a B-tree");
      for (long i = 0; i <= count; i++) {
        long child = children.address();
        long below = children.size(countWidth);
        children.skip(width);
        node(child, below, level - 1, visitor);
        if (i < count) visitor.accept(records.take(recordSize));
      }
    } else {
      space.checksum(address, in.at(), "a node of a B-tree");
      for (long i = 0; i < count; i++) visitor.accept(records.take(recordSize));
    }
  }
}
