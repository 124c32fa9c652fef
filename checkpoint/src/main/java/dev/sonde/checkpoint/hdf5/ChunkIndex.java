package dev.sonde.checkpoint.hdf5;

/** Visits the chunks of a dataset that were written; the others hold its fill value. */
interface ChunkIndex {

  /** What is told of a chunk. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param position counted in chunks along each axis; may lie outside the dataset
     * @param address never undefined
     * @param storedSize bytes in the file
     * @param filterMask a bit for each filter that was left out
     */
    void chunk(long[] position, long address, long storedSize, long filterMask);
  }

  static void visit(AddressSpace space, Layout.Chunked layout, ChunkGrid grid, Visitor visitor) {
    long root = layout.address();
    if (root == AddressSpace.UNDEFINED) return;
    switch (layout.index()) {
      case Layout.IndexKind.BTree1() -> BTree1.chunks(space, root, grid, visitor);
      case Layout.IndexKind.Single(long size, long mask) ->
          visitor.chunk(new long[grid.rank()], root, size < 0 ? grid.chunkBytes() : size, mask);
      case Layout.IndexKind.Implicit() -> implicit(space, root, grid, visitor);
      case Layout.IndexKind.FixedArray() -> new FixedArray(space, root, grid, visitor).visit();
      case Layout.IndexKind.ExtensibleArray() ->
          new ExtensibleArray(space, root, grid, visitor).visit();
      case Layout.IndexKind.BTree2() -> byBTree2(space, root, grid, visitor);
    }
  }

  /** All chunks one after the other, none left out. */
  private static void implicit(AddressSpace space, long root, ChunkGrid grid, Visitor visitor) {
    long count = 1;
    for (int axis = 0; axis < grid.rank(); axis++) {
      long chunks = grid.mostChunks(axis);
      if (chunks < 0) throw space.error(root, "chunks without an index that may grow");
      if (chunks > space.bytes().size() / count) {
        throw space.error(root, "more chunks than the file has bytes");
      }
      count *= chunks;
    }
    if (grid.chunkBytes() > space.bytes().size() / count) {
      throw space.error(root, "chunks that need more bytes than the file has");
    }
    for (long i = 0; i < count; i++) {
      visitor.chunk(grid.position(i), root + i * grid.chunkBytes(), grid.chunkBytes(), 0);
    }
  }

  /** Records of types 10 and 11: address, (size, mask), position. */
  private static void byBTree2(AddressSpace space, long root, ChunkGrid grid, Visitor visitor) {
    BTree2 tree = BTree2.read(space, root);
    boolean filtered = tree.type() == BTree2.FILTERED_CHUNKS;
    if (!filtered) tree.require(BTree2.CHUNKS);
    tree.each(
        record -> {
          long address = record.address();
          long size = grid.chunkBytes();
          long mask = 0;
          if (filtered) {
            size = record.size((int) (record.left() - 4 - 8L * grid.rank()));
            mask = record.u32();
          }
          long[] position = new long[grid.rank()];
          for (int axis = 0; axis < position.length; axis++) position[axis] = record.number(8);
          if (address != AddressSpace.UNDEFINED) visitor.chunk(position, address, size, mask);
        });
  }

  /** An element of the two arrays: an address, and with filters a size and a mask. */
  static void element(Cursor in, int elementSize, long index, ChunkGrid grid, Visitor visitor) {
    Cursor one = in.take(elementSize);
    long address = one.address();
    long size = grid.chunkBytes();
    long mask = 0;
    if (one.left() > 0) {
      size = one.size((int) (one.left() - 4));
      mask = one.u32();
    }
    if (address != AddressSpace.UNDEFINED) visitor.chunk(grid.position(index), address, size, mask);
  }
}
