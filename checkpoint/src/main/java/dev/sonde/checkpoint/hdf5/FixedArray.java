package dev.sonde.checkpoint.hdf5;

/**
 * The chunk index of datasets that cannot grow beyond known extents: one array, in pages if it is
 * long, of which those that were never written to are marked.
 *
 * <p>Source: HDF5 File Format Specification 3.0, VII.D.
 */
final class FixedArray {

  private static final String WHAT = "a fixed array";

  private final AddressSpace space;
  private final ChunkGrid grid;
  private final ChunkIndex.Visitor visitor;
  private final int elementSize;
  private final int pageBits;
  private final long count;
  private final long root;
  private final long block;

  FixedArray(AddressSpace space, long root, ChunkGrid grid, ChunkIndex.Visitor visitor) {
    this.space = space;
    this.grid = grid;
    this.visitor = visitor;
    this.root = root;
    Cursor in = space.cursor(root, WHAT);
    in.signature("FAHD", WHAT);
    in.version(0, WHAT);
    in.skip(1);
    this.elementSize = in.u8();
    this.pageBits = in.u8();
    this.count = in.length();
    this.block = in.address();
    space.checksum(root, in.at(), WHAT);
    if (pageBits > 32) throw in.error(WHAT + " in pages of 2^" + pageBits);
    if (elementSize == 0) throw in.error(WHAT + " of elements of 0 bytes");
    space.bytes().require(0, count, WHAT);
  }

  void visit() {
    if (block == AddressSpace.UNDEFINED) return;
    Cursor in = space.cursor(block, WHAT);
    in.signature("FADB", WHAT);
    in.version(0, WHAT);
    in.skip(1);
    if (in.address() != root) throw in.error("a data block of another fixed array");
    long pageLength = 1L << pageBits;
    if (count <= pageLength) {
      elements(in.at(), 0, count, block);
      return;
    }
    long pages = (count + pageLength - 1) / pageLength;
    Cursor written = in.take((pages + 7) / 8);
    space.checksum(block, in.at(), WHAT);
    long at = in.at() + 4;
    for (long page = 0; page < pages; page++) {
      long start = page * pageLength;
      long length = Math.min(pageLength, count - start);
      if (written.bit(page)) elements(at, start, length, at);
      at += length * elementSize + 4;
    }
  }

  private void elements(long at, long start, long length, long checked) {
    Cursor in = space.cursor(at, Math.multiplyExact(length, elementSize), WHAT);
    space.checksum(checked, at + length * elementSize, WHAT);
    for (long i = 0; i < length; i++) {
      ChunkIndex.element(in, elementSize, start + i, grid, visitor);
    }
  }
}
