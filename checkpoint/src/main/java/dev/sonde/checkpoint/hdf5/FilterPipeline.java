package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.LittleEndian;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the filters of chunks, one chunk after the other, in two buffers that are made once, off
 * the heap. Not thread-safe.
 */
final class FilterPipeline {

  /**
   * Deflate expands by at most 1032 to 1 (zlib's technical details) and LZF by less, so a chunk
   * that claims more is a lie, and is found before anything is allocated for it.
   */
  private static final long MAX_EXPANSION = 1032;

  private static final long SLACK = 1024;
  private static final long WINDOW = 1L << 30;
  private static final int BLOCK = 1 << 16;

  private final AddressSpace space;
  private final List<Filter> undo;
  private final boolean keepsSize;
  private final long chunkBytes;
  private final Arena arena;
  private MemorySegment current = MemorySegment.NULL;
  private MemorySegment spare = MemorySegment.NULL;

  FilterPipeline(AddressSpace space, List<Filter> filters, long chunkBytes, Arena arena) {
    this.space = space;
    this.undo = Filter.reversed(filters);
    this.keepsSize = Filter.keepsSize(filters);
    this.chunkBytes = chunkBytes;
    this.arena = arena;
  }

  /**
   * The chunk's own bytes.
   *
   * @param mask a bit for each filter, in the order of writing, that this chunk did not go through
   */
  MemorySegment decode(long address, long storedSize, long mask) {
    space.bytes().require(address, storedSize, "a chunk");
    MemorySegment data = space.bytes().segment().asSlice(address, storedSize);
    for (int i = 0; i < undo.size(); i++) {
      if (((mask >>> (undo.size() - 1 - i)) & 1) != 0) continue;
      data =
          switch (undo.get(i)) {
            case Filter.Deflate() -> inflate(data, address);
            case Filter.Shuffle(int unit) -> unshuffle(data, unit, address);
            case Filter.Fletcher32() -> fletcher(data, address);
            case Filter.Lzf() -> lzf(data, address);
          };
    }
    if (data.byteSize() != chunkBytes) {
      throw space.error(
          address, "a chunk holds " + data.byteSize() + " bytes, it should hold " + chunkBytes);
    }
    return data;
  }

  /** The next buffer to decode to; the last one given stays untouched. */
  private MemorySegment room(MemorySegment from, long address) {
    long most = keepsSize ? from.byteSize() : MAX_EXPANSION * from.byteSize() + SLACK;
    if (chunkBytes > most) {
      throw space.error(
          address, from.byteSize() + " stored bytes claim to be a chunk of " + chunkBytes);
    }
    MemorySegment room = spare;
    if (room.byteSize() == 0) {
      room = arena.allocate(Math.addExact(chunkBytes, chunkBytes / 8 + SLACK));
    }
    spare = current;
    current = room;
    return room;
  }

  private MemorySegment inflate(MemorySegment in, long address) {
    MemorySegment out = room(in, address);
    Inflater inflater = new Inflater();
    long read = 0;
    long written = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          long n = Math.min(WINDOW, in.byteSize() - read);
          if (n == 0) throw space.error(address, "a chunk's deflated data ends too early");
          inflater.setInput(in.asSlice(read, n).asByteBuffer());
          read += n;
        }
        long n = Math.min(WINDOW, out.byteSize() - written);
        if (n == 0) throw space.error(address, "a chunk holds more than " + chunkBytes + " bytes");
        written += inflater.inflate(out.asSlice(written, n).asByteBuffer());
        if (inflater.needsDictionary()) {
          throw space.error(address, "a chunk's deflated data needs a dictionary");
        }
      }
    } catch (DataFormatException e) {
      throw damaged(address, "a chunk's deflated data is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
    return out.asSlice(0, written);
  }

  private CheckpointException damaged(long address, String message, Throwable cause) {
    CheckpointException error = space.error(address, message);
    error.initCause(cause);
    return error;
  }

  private MemorySegment unshuffle(MemorySegment in, int unit, long address) {
    if (unit == 1) return in;
    MemorySegment out = room(in, address);
    if (in.byteSize() > out.byteSize()) {
      throw space.error(address, "a chunk holds more than " + chunkBytes + " bytes");
    }
    long count = in.byteSize() / unit;
    int block = (int) Math.min(Math.max(1, BLOCK / unit), count);
    byte[] plane = new byte[block];
    byte[] whole = new byte[block * unit];
    for (long start = 0; start < count; start += block) {
      int n = (int) Math.min(block, count - start);
      for (int b = 0; b < unit; b++) {
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, b * count + start, plane, 0, n);
        for (int i = 0, to = b; i < n; i++, to += unit) whole[to] = plane[i];
      }
      MemorySegment.copy(whole, 0, out, ValueLayout.JAVA_BYTE, start * unit, n * unit);
    }
    long rest = in.byteSize() - count * unit;
    MemorySegment.copy(in, count * unit, out, count * unit, rest);
    return out.asSlice(0, in.byteSize());
  }

  private MemorySegment fletcher(MemorySegment in, long address) {
    long length = in.byteSize() - 4;
    if (length < 0) throw space.error(address, "a chunk without room for its checksum");
    if (space.verifies()) {
      int stored = in.get(LittleEndian.INT, length);
      int computed = Checksums.fletcher32(in, length);
      // Before HDF5 1.6.3 both halves were written with their bytes swapped.
      int swapped = ((computed & 0xff00ff) << 8) | ((computed >>> 8) & 0xff00ff);
      if (stored != computed && stored != swapped) {
        throw space.error(
            address, "a chunk is damaged: checksum %08x, stored %08x".formatted(computed, stored));
      }
    }
    return in.asSlice(0, length);
  }

  private MemorySegment lzf(MemorySegment in, long address) {
    MemorySegment out = room(in, address);
    long length = Lzf.decode(in, out);
    if (length < 0) throw space.error(address, "a chunk's LZF data is damaged");
    return out.asSlice(0, length);
  }
}
