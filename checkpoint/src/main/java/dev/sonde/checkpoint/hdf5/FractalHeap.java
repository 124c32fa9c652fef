package dev.sonde.checkpoint.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where new-style groups keep many links and objects keep many or large attributes: one row after
 * the other of blocks that double in size, small objects in them, huge ones beside, tiny ones in
 * their own identifiers.
 *
 * <p>Source: HDF5 File Format Specification 3.0, III.G.
 */
final class FractalHeap {

  private static final int CHECKED_BLOCKS = 0x02;
  private static final int MAX_ROWS = 64;

  /** The library's blocks end at 64 KiB. */
  private static final long MAX_BLOCK = 1 << 24;

  private static final int MAX_TINY_PLAIN = 16;
  private static final String WHAT = "a fractal heap";

  private final AddressSpace space;
  private final int idLength;
  private final boolean checked;
  private final long hugeIndex;
  private final int width;
  private final long startSize;
  private final long maxDirect;
  private final int offsetWidth;
  private final int lengthWidth;
  private final long root;
  private final int rootRows;
  private final Set<Long> verified = new HashSet<>();
  private @Nullable Map<Long, long[]> huge;

  private FractalHeap(AddressSpace space, long address) {
    this.space = space;
    Cursor in = space.cursor(address, WHAT);
    in.signature("FRHP", WHAT);
    in.version(0, WHAT);
    this.idLength = in.u16();
    int filters = in.u16();
    this.checked = (in.u8() & CHECKED_BLOCKS) != 0;
    long maxManaged = in.u32();
    in.skip(space.lengthSize());
    this.hugeIndex = in.address();
    in.skip(9L * space.lengthSize() + space.addressSize());
    this.width = in.u16();
    this.startSize = in.length();
    this.maxDirect = in.length();
    int heapBits = in.u16();
    in.skip(2);
    this.root = in.address();
    this.rootRows = in.u16();
    if (filters != 0) throw in.error("a filtered heap, which cannot be read");
    space.checksum(address, in.at(), WHAT);
    boolean powers = Long.bitCount(startSize) == 1 && Long.bitCount(maxDirect) == 1;
    if (!powers || startSize > maxDirect || maxDirect > MAX_BLOCK || width == 0) {
      throw in.error("a fractal heap with impossible block sizes");
    }
    if (heapBits == 0 || heapBits > 64 || rootRows > MAX_ROWS || idLength == 0) {
      throw in.error("a fractal heap with impossible parameters");
    }
    this.offsetWidth = (heapBits + 7) / 8;
    this.lengthWidth = Math.min((log2(maxDirect) + 7) / 8, widthOf(maxManaged));
  }

  static FractalHeap read(AddressSpace space, long address) {
    return new FractalHeap(space, address);
  }

  private static int log2(long power) {
    return Long.numberOfTrailingZeros(power);
  }

  private static int widthOf(long limit) {
    return (63 - Long.numberOfLeadingZeros(Math.max(limit, 1))) / 8 + 1;
  }

  /** The object with the identifier that comes next in {@code record}. */
  Cursor object(Cursor record) {
    Cursor id = record.take(idLength);
    int head = id.u8();
    if (head >> 6 != 0) throw id.error("an object of a heap with an unknown version");
    return switch ((head >> 4) & 3) {
      case 0 -> managed(id);
      case 1 -> huge(id);
      case 2 -> tiny(id, head);
      default -> throw id.error("an object of a heap of an unknown kind");
    };
  }

  private Cursor tiny(Cursor id, int head) {
    boolean extended = idLength - 1 > MAX_TINY_PLAIN;
    long length = extended ? (((head & 0xf) << 8) | id.u8()) + 1 : (head & 0xf) + 1;
    return id.take(length);
  }

  private Cursor huge(Cursor id) {
    if (huge == null) {
      Map<Long, long[]> found = new HashMap<>();
      BTree2 tree = BTree2.read(space, hugeIndex);
      tree.require(BTree2.HUGE_OBJECTS);
      tree.each(
          record -> {
            long[] place = {record.address(), record.length()};
            found.put(record.length(), place);
          });
      huge = found;
    }
    long[] place = huge.get(id.number((int) Math.min(8, id.left())));
    if (place == null) throw id.error("a huge object that the heap does not have");
    return space.cursor(place[0], place[1], "a huge object of a heap");
  }

  private Cursor managed(Cursor id) {
    long offset = id.size(offsetWidth);
    long length = id.size(lengthWidth);
    if (rootRows == 0) return inBlock(root, offset, 0, startSize, length);
    return inTable(root, rootRows, 0, offset, length);
  }

  /** Row 0 and row 1 have blocks of the first size; from then on each row doubles it. */
  private long blockSize(int row) {
    return row == 0 ? startSize : startSize << (row - 1);
  }

  /**
   * Finds the object below an indirect block.
   *
   * @param start where the block's part of the heap begins
   */
  private Cursor inTable(long address, int rows, long start, long offset, long length) {
    Cursor in = space.cursor(address, WHAT);
    in.signature("FHIB", WHAT);
    in.version(0, WHAT);
    in.skip(space.addressSize() + offsetWidth);
    long entries = (long) rows * width * space.addressSize();
    if (verified.add(address)) {
      space.spend(address, entries);
      space.checksum(address, in.at() + entries, WHAT);
    }
    in = new Cursor(space, in.at(), space.bytes().size());
    long rowStart = start;
    for (int row = 0; row < rows; row++) {
      long size = blockSize(row);
      if (size <= 0 || size > Long.MAX_VALUE / 2 / width - rowStart) break;
      if (offset < rowStart + size * width) {
        long column = (offset - rowStart) / size;
        in.skip((row * (long) width + column) * space.addressSize());
        long child = in.address();
        long childStart = rowStart + column * size;
        if (size <= maxDirect) return inBlock(child, offset, childStart, size, length);
        int below = log2(size) - log2(startSize * Long.highestOneBit(width)) + 1;
        // A table is always smaller than the one above it.
        if (below < 1 || below > row) throw in.error("a heap's table of " + below + " rows");
        return inTable(child, below, childStart, offset, length);
      }
      rowStart += size * width;
    }
    throw in.error("an object at " + offset + ", beyond the end of its heap");
  }

  private Cursor inBlock(long address, long offset, long start, long size, long length) {
    if (address == AddressSpace.UNDEFINED)
      throw space.error(0, "an object in a block that a heap lacks");
    if (offset < start || length > size - (offset - start) || offset - start > size) {
      throw space.error(address, "an object that does not lie inside its heap's block");
    }
    if (verified.add(address)) {
      space.cursor(address, WHAT).signature("FHDB", WHAT);
      if (checked) checkBlock(address, size);
    }
    return space.cursor(address + (offset - start), length, "an object of a heap");
  }

  /** The block's checksum stands in the block, and counts as zeros while it is computed. */
  private void checkBlock(long address, long size) {
    space.spend(address, size);
    if (!space.verifies()) return;
    int at = 5 + space.addressSize() + offsetWidth;
    if (size < at + 4) throw space.error(address, "a heap's block of " + size + " bytes");
    byte[] block = space.bytes().copy(address, size, (int) MAX_BLOCK, "a heap's block");
    Arrays.fill(block, at, at + 4, (byte) 0);
    int computed = Checksums.lookup3(MemorySegment.ofArray(block), 0, size);
    int stored = space.bytes().i32(address + at);
    if (stored != computed) {
      throw space.error(
          address,
          "a heap's block is damaged: checksum %08x, stored %08x".formatted(computed, stored));
    }
  }
}
