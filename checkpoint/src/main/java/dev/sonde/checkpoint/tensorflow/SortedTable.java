package dev.sonde.checkpoint.tensorflow;

import dev.sonde.checkpoint.reader.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * LevelDB's sorted table, in which TensorFlow keeps a checkpoint's index: blocks of entries whose
 * keys share their beginning with the key before, an index of the blocks, a footer. See {@code
 * tensorflow/core/lib/io/table_format.txt}.
 *
 * <p>Keys are handed on as characters 0 to 255. Each block is read once, and what all keys take in
 * memory is bounded by the file's size: a byte can claim that it repeats thousands.
 */
final class SortedTable {

  private static final int FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int MAX_KEY = 1 << 14;
  private static final int KEYS_PER_BYTE = 16;

  private final Bytes bytes;
  private long room;
  private long lastBlock;

  private SortedTable(Bytes bytes) {
    this.bytes = bytes;
    this.room = KEYS_PER_BYTE * bytes.size() + (1 << 20);
  }

  static boolean recognises(Bytes bytes) {
    return bytes.size() >= FOOTER && bytes.i64(bytes.size() - 8) == MAGIC;
  }

  /** Hands all entries to {@code sink} in the order of their keys. */
  static void read(Bytes bytes, BiConsumer<String, Bytes> sink) {
    new SortedTable(bytes).read(sink);
  }

  private void read(BiConsumer<String, Bytes> sink) {
    Cursor footer = new Cursor(bytes.slice(bytes.name(), bytes.size() - FOOTER, FOOTER));
    footer.varint(); // the meta index, which TensorFlow leaves empty
    footer.varint();
    Bytes index = block(footer.varint(), footer.varint());
    entries(
        index,
        (key, handle) -> {
          Cursor place = new Cursor(handle);
          long at = place.varint();
          if (at < lastBlock) throw bytes.error(at, "two blocks of the index overlap");
          long size = place.varint();
          Bytes block = block(at, size);
          lastBlock = at + size;
          entries(block, sink);
        });
  }

  /** A block's content; behind it a byte for its compression and a checksum. */
  private Bytes block(long at, long size) {
    if (at < 0 || size < 0 || !bytes.has(at, size) || !bytes.has(at + size, 5)) {
      throw bytes.error(0, "a block of the index at " + at + " is outside the file");
    }
    int compression = bytes.u8(at + size);
    if (compression != 0) {
      throw bytes.error(
          at + size,
          compression == 1 ? "its index is compressed (snappy)" : "damaged: compression unknown");
    }
    return bytes.slice(bytes.name(), at, size);
  }

  private void entries(Bytes block, BiConsumer<String, Bytes> sink) {
    long restarts = block.size() < 4 ? -1 : block.u32(block.size() - 4);
    long end = block.size() - 4 - 4 * restarts;
    if (restarts < 0 || end < 0) throw block.error(0, "a damaged block of the index");
    Cursor in = new Cursor(block.slice(block.name(), 0, end));
    byte[] key = {};
    while (!in.atEnd()) {
      long shared = in.varint();
      long fresh = in.varint();
      long value = in.varint();
      if (shared < 0 || shared > key.length || fresh < 0 || fresh > MAX_KEY - shared) {
        throw block.error(in.position(), "a damaged key in the index");
      }
      room -= shared + fresh;
      if (room < 0) throw block.error(in.position(), "keys that repeat more than the file holds");
      byte[] next = Arrays.copyOf(key, (int) (shared + fresh));
      byte[] rest = in.bytes(fresh).copy(0, fresh, MAX_KEY, "a key");
      System.arraycopy(rest, 0, next, (int) shared, rest.length);
      key = next;
      sink.accept(new String(key, StandardCharsets.ISO_8859_1), in.bytes(value));
    }
  }

  /** Reads on through a block. */
  private static final class Cursor {
    private final Bytes bytes;
    private long at;

    Cursor(Bytes bytes) {
      this.bytes = bytes;
    }

    boolean atEnd() {
      return at >= bytes.size();
    }

    long position() {
      return at;
    }

    long varint() {
      long result = 0;
      for (int shift = 0; shift < 63; shift += 7) {
        int b = bytes.u8(at++);
        result |= (b & 0x7fL) << shift;
        if (b < 0x80) return result;
      }
      throw bytes.error(at, "a number of more than 63 bits");
    }

    Bytes bytes(long length) {
      Bytes part = bytes.slice(bytes.name(), at, length);
      at += length;
      return part;
    }
  }
}
