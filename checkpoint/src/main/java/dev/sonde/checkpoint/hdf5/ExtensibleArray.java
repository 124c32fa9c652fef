package dev.sonde.checkpoint.hdf5;

/**
 * The chunk index of datasets that can grow along one axis: an index block with the first elements
 * and the addresses of data blocks that grow, then of super blocks that hold the addresses of more
 * and larger data blocks, these in pages in the end.
 *
 * <p>Super block {@code s} has 2^⌊s/2⌋ data blocks of 2^⌈s/2⌉ times the smallest number of
 * elements. The data blocks of the first ones hang directly on the index block.
 *
 * <p>Source: HDF5 File Format Specification 3.0, VII.E, and H5EA.c where it is silent.
 */
final class ExtensibleArray {

  private static final String WHAT = "an extensible array";

  private final AddressSpace space;
  private final ChunkGrid grid;
  private final ChunkIndex.Visitor visitor;
  private final int elementSize;
  private final int indexBits;
  private final int inIndexBlock;
  private final int smallest;
  private final int minPointers;
  private final int pageBits;
  private final long root;
  private final long indexBlock;

  /** Elements that were ever set: what follows in the blocks means nothing. */
  private final long used;

  ExtensibleArray(AddressSpace space, long root, ChunkGrid grid, ChunkIndex.Visitor visitor) {
    this.space = space;
    this.grid = grid;
    this.visitor = visitor;
    this.root = root;
    Cursor in = space.cursor(root, WHAT);
    in.signature("EAHD", WHAT);
    in.version(0, WHAT);
    in.skip(1);
    this.elementSize = in.u8();
    this.indexBits = in.u8();
    this.inIndexBlock = in.u8();
    this.smallest = in.u8();
    this.minPointers = in.u8();
    this.pageBits = in.u8();
    in.skip(4L * space.lengthSize());
    this.used = in.length();
    in.skip(space.lengthSize());
    this.indexBlock = in.address();
    space.checksum(root, in.at(), WHAT);
    boolean powers = Integer.bitCount(smallest) == 1 && Integer.bitCount(minPointers) == 1;
    if (!powers || indexBits > 64 || pageBits > 32 || elementSize == 0) {
      throw space.error(root, "an extensible array with impossible parameters");
    }
  }

  private static int log2(int power) {
    return Integer.numberOfTrailingZeros(power);
  }

  void visit() {
    if (indexBlock == AddressSpace.UNDEFINED) return;
    Cursor in = space.cursor(indexBlock, WHAT);
    in.signature("EAIB", WHAT);
    in.version(0, WHAT);
    in.skip(1);
    requireOwn(in);
    long addresses = 2L * (minPointers - 1);
    int direct = 2 * log2(minPointers);
    int superBlocks = 1 + indexBits - log2(smallest);
    long size =
        (long) inIndexBlock * elementSize
            + (addresses + Math.max(0, superBlocks - direct)) * space.addressSize();
    in = space.cursor(in.at(), size, WHAT);
    space.checksum(indexBlock, in.at() + size, WHAT);
    elements(in, 0, inIndexBlock);
    long start = inIndexBlock;
    for (int s = 0; s < superBlocks && start < used; s++) {
      long blocks = 1L << (s / 2);
      long length = lengthOf(in, s);
      if (s < direct) {
        for (long b = 0; b < blocks; b++) dataBlock(in.address(), start + b * length, length);
      } else {
        superBlock(in.address(), start, blocks, length);
      }
      if (length > Long.MAX_VALUE / 2 / blocks - start) break;
      start += blocks * length;
    }
  }

  private long lengthOf(Cursor in, int superBlock) {
    int doublings = (superBlock + 1) / 2;
    if (doublings > 40) throw in.error("an extensible array with impossible parameters");
    return (long) smallest << doublings;
  }

  private void superBlock(long address, long start, long blocks, long length) {
    if (address == AddressSpace.UNDEFINED) return;
    Cursor head = blockHead(address, "EASB");
    long pages = pages(length);
    // Each data block's marks take whole bytes of room, but are counted bit after bit.
    long marks = blocks * ((pages + 7) / 8);
    Cursor in = space.cursor(head.at(), marks + blocks * space.addressSize(), WHAT);
    space.checksum(address, head.at() + in.left(), WHAT);
    Cursor written = in.take(marks);
    for (long b = 0; b < blocks && start + b * length < used; b++) {
      long block = in.address();
      if (pages == 0) dataBlock(block, start + b * length, length);
      else if (block != AddressSpace.UNDEFINED) {
        pagedBlock(block, start + b * length, pages, written, b * pages);
      }
    }
  }

  private long pages(long length) {
    return length > 1L << pageBits ? length >> pageBits : 0;
  }

  private Cursor blockHead(long address, String signature) {
    Cursor in = space.cursor(address, WHAT);
    in.signature(signature, WHAT);
    in.version(0, WHAT);
    in.skip(1);
    requireOwn(in);
    in.skip((indexBits + 7) / 8);
    return in;
  }

  /** Every block says whose it is. */
  private void requireOwn(Cursor in) {
    if (in.address() != root) throw in.error("a block of another extensible array");
  }

  private void dataBlock(long address, long start, long length) {
    if (address == AddressSpace.UNDEFINED || start >= used) return;
    Cursor head = blockHead(address, "EADB");
    if (pages(length) > 0) throw head.error("a data block in pages without a super block");
    Cursor in = space.cursor(head.at(), length * elementSize, WHAT);
    space.checksum(address, head.at() + in.left(), WHAT);
    elements(in, start, length);
  }

  private void pagedBlock(long address, long start, long pages, Cursor written, long firstMark) {
    Cursor head = blockHead(address, "EADB");
    space.checksum(address, head.at(), WHAT);
    long length = 1L << pageBits;
    long at = head.at() + 4;
    for (long page = 0; page < pages && start + page * length < used; page++) {
      if (written.bit(firstMark + page)) {
        Cursor in = space.cursor(at, length * elementSize, WHAT);
        space.checksum(at, at + in.left(), WHAT);
        elements(in, start + page * length, length);
      }
      at += length * elementSize + 4;
    }
  }

  private void elements(Cursor in, long start, long length) {
    long n = Math.clamp(used - start, 0, length);
    for (long i = 0; i < n; i++) ChunkIndex.element(in, elementSize, start + i, grid, visitor);
    in.skip((length - n) * elementSize);
  }
}
