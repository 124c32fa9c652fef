package dev.sonde.study.images;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.file.Digests;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * One IDX file of unsigned bytes: {@code 00 00 08 rank}, the extents as big-endian 32-bit numbers,
 * the elements; packed by gzip or not (Y. LeCun's MNIST page).
 *
 * @param extents one of labels, {@code [n, height, width]} of images
 * @param sha256 of the file without gzip
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IdxFile(Path path, long[] extents, MemorySegment elements, String sha256) {
  /** Deflate cannot expand by more. */
  private static final long MOST_EXPANSION = 1032;

  private static final long MOST_BYTES = 1L << 34;
  private static final int BLOCK = 1 << 20;

  /** Whether it starts as an IDX file of bytes does, or as a gzip file that holds one. */
  static boolean recognises(Bytes bytes) {
    if (isHeader(bytes, 0)) return true;
    if (!isPacked(bytes)) return false;
    int length = (int) Math.min(bytes.size(), 512);
    try (InputStream in =
        new GZIPInputStream(
            new java.io.ByteArrayInputStream(bytes.copy(0, length, length, "the start")), 64)) {
      byte[] head = in.readNBytes(4);
      return head.length == 4 && isHeader(Bytes.of(bytes.name(), head), 0);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isHeader(Bytes bytes, long at) {
    return bytes.startsWith(at, (byte) 0, (byte) 0, (byte) 8)
        && bytes.has(at, 4)
        && bytes.u8(at + 3) >= 1
        && bytes.u8(at + 3) <= 4;
  }

  private static boolean isPacked(Bytes bytes) {
    return bytes.startsWith(0, (byte) 0x1f, (byte) 0x8b);
  }

  boolean isLabels() {
    return extents.length == 1;
  }

  int count() {
    return (int) extents[0];
  }

  static IdxFile read(Path path) throws IOException {
    long size = Files.size(path);
    boolean packed = isPacked(Bytes.map(path));
    try (InputStream raw = Files.newInputStream(path);
        InputStream in = packed ? new GZIPInputStream(raw, BLOCK >> 4) : raw) {
      return read(path, in, packed ? size * MOST_EXPANSION : size);
    } catch (EOFException e) {
      throw new ImageException(path + ": ends too early: it is not whole", e);
    } catch (java.util.zip.ZipException e) {
      throw new ImageException(path + ": damaged gzip data: " + e.getMessage(), e);
    }
  }

  /**
   * @param most bytes that can be in it
   */
  private static IdxFile read(Path path, InputStream in, long most) throws IOException {
    var digest = Digests.sha256();
    byte[] magic = in.readNBytes(4);
    if (magic.length < 4 || !isHeader(Bytes.of("", magic), 0)) {
      throw new ImageException(path + ": is no IDX file of bytes (it must start 00 00 08)");
    }
    digest.update(magic);
    long[] extents = new long[magic[3]];
    byte[] header = in.readNBytes(4 * extents.length);
    if (header.length < 4 * extents.length) throw new EOFException();
    digest.update(header);
    long elements = 1;
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = Bytes.of("", header).u32(4L * axis);
      extents[axis] = Integer.toUnsignedLong(Integer.reverseBytes((int) extents[axis]));
      boolean sensible = axis == 0 ? extents[axis] <= Limits.IMAGES : extents[axis] <= Limits.SIDE;
      if (extents[axis] < 1 || !sensible) {
        throw new ImageException(path + ": claims an axis of " + extents[axis]);
      }
      elements = Math.multiplyExact(elements, extents[axis]);
      if (elements > Math.min(most, MOST_BYTES)) {
        throw new ImageException(
            path + ": claims " + elements + " elements or more, it cannot hold above " + most);
      }
    }
    // Memory grows with what is there, not with what the header says: packed files lie cheaply.
    MemorySegment all = Arena.ofAuto().allocate(Math.min(elements, BLOCK));
    byte[] block = new byte[(int) Math.min(BLOCK, elements)];
    for (long at = 0; at < elements; ) {
      int n = in.readNBytes(block, 0, (int) Math.min(block.length, elements - at));
      if (n == 0) {
        throw new ImageException(path + ": holds " + at + " elements, its header says " + elements);
      }
      if (at + n > all.byteSize()) {
        long room = Math.min(elements, 2 * all.byteSize());
        all = Arena.ofAuto().allocate(room).copyFrom(all);
      }
      MemorySegment.copy(block, 0, all, ValueLayout.JAVA_BYTE, at, n);
      digest.update(block, 0, n);
      at += n;
    }
    if (in.read() >= 0) {
      throw new ImageException(path + ": holds more than the " + elements + " elements it claims");
    }
    return new IdxFile(path, extents, all, ImageSource.hex(digest.digest()));
  }
}
