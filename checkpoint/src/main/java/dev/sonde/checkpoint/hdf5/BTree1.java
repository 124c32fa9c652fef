package dev.sonde.checkpoint.hdf5;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The older B-tree: of the symbol tables of a group, or of the chunks of a dataset.
 *
 * <p>Each level must be one below its parent's and no node may be met twice, so a circle ends where
 * it closes.
 *
 * <p>Source: HDF5 File Format Specification 3.0, III.A.1.
 */
final class BTree1 {

  private static final int GROUP = 0;
  private static final int CHUNKS = 1;
  private static final String WHAT = "a node of a B-tree";

  /** What the leaves of the tree hold. */
  @FunctionalInterface
  private interface Leaf {
    /**
     * @param key stands before the child's address
     */
    void entry(Cursor key, long child);
  }

  private final AddressSpace space;
  private final int type;
  private final long keyLength;
  private final Leaf leaf;
  private final Set<Long> seen = new HashSet<>();

  private BTree1(AddressSpace space, int type, long keyLength, Leaf leaf) {
    this.space = space;
    this.type = type;
    this.keyLength = keyLength;
    this.leaf = leaf;
  }

  /** Visits a group's symbol table nodes by their addresses. */
  static void group(AddressSpace space, long root, LongConsumer node) {
    new BTree1(space, GROUP, space.lengthSize(), (key, child) -> node.accept(child)).node(root, -1);
  }

  static void chunks(AddressSpace space, long root, ChunkGrid grid, ChunkIndex.Visitor visitor) {
    Leaf leaf =
        (key, child) -> {
          long size = key.u32();
          long mask = key.u32();
          long[] position = new long[grid.rank()];
          for (int axis = 0; axis < position.length; axis++) {
            long offset = key.size(8);
            if (offset % grid.chunk(axis) != 0) {
              throw key.error("a chunk that does not start at a multiple of its extents");
            }
            position[axis] = offset / grid.chunk(axis);
          }
          if (child != AddressSpace.UNDEFINED) visitor.chunk(position, child, size, mask);
        };
    new BTree1(space, CHUNKS, 8 + 8L * (grid.rank() + 1), leaf).node(root, -1);
  }

  private void node(long address, int expectedLevel) {
    if (!seen.add(address)) throw space.error(address, "a B-tree that comes back to this node");
    Cursor head = space.cursor(address, WHAT);
    head.signature("TREE", WHAT);
    int foundType = head.u8();
    int level = head.u8();
    if (foundType != type)
      throw head.error("a B-tree of type " + foundType + " instead of " + type);
    if (expectedLevel >= 0 && level != expectedLevel) {
      throw head.error("a B-tree's level " + level + " where " + expectedLevel + " should be");
    }
    int entries = head.u16();
    head.skip(2L * space.addressSize());
    Cursor in = space.cursor(head.at(), entries * (keyLength + space.addressSize()), WHAT);
    for (int i = 0; i < entries; i++) {
      Cursor key = in.take(keyLength);
      long child = in.address();
      if (level == 0) leaf.entry(key, child);
      else node(child, level - 1);
    }
  }
}
