package dev.sonde.checkpoint.tensorflow;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes the index of a TensorFlow checkpoint, and lies where asked to. */
final class BundleAssembler {

  private static final long MAGIC = 0xdb4775248b80fb57L;

  private final Map<String, byte[]> entries = new TreeMap<>();

  BundleAssembler() {
    this(1);
  }

  BundleAssembler(int shards) {
    // BundleHeaderProto: num_shards, little-endian, version.
    entries.put("", joined(field(1, shards), new byte[] {0x1a, 0x02, 0x08, 0x01}));
  }

  BundleAssembler with(String key, byte[] entry) {
    entries.put(key, entry);
    return this;
  }

  /** A BundleEntryProto. */
  static byte[] variable(int type, int shard, long offset, long size, long... extents) {
    byte[] shape = {};
    for (long extent : extents) shape = joined(shape, message(2, field(1, extent)));
    byte[] place = joined(field(3, shard), field(4, offset), field(5, size));
    return joined(field(1, type), message(2, shape), place, new byte[] {0x35, 1, 2, 3, 4});
  }

  byte[] done() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] block = block(entries);
    file.writeBytes(joined(block, new byte[5]));
    byte[] meta = block(Map.of());
    long metaAt = file.size();
    file.writeBytes(joined(meta, new byte[5]));
    byte[] index = block(Map.of("~", joined(varint(0), varint(block.length))));
    long indexAt = file.size();
    file.writeBytes(joined(index, new byte[5]));
    byte[] handles =
        joined(varint(metaAt), varint(meta.length), varint(indexAt), varint(index.length));
    file.writeBytes(handles);
    file.writeBytes(new byte[40 - handles.length]);
    for (int i = 0; i < 8; i++) file.write((int) (MAGIC >>> (8 * i)));
    return file.toByteArray();
  }

  /** Entries whose keys share their beginnings, with one restart. */
  private static byte[] block(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String last = "";
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      String key = entry.getKey();
      int shared = 0;
      while (shared < Math.min(last.length(), key.length())
          && last.charAt(shared) == key.charAt(shared)) shared++;
      byte[] rest = key.substring(shared).getBytes(StandardCharsets.ISO_8859_1);
      out.writeBytes(
          joined(
              varint(shared),
              varint(rest.length),
              varint(entry.getValue().length),
              rest,
              entry.getValue()));
      last = key;
    }
    out.writeBytes(new byte[] {0, 0, 0, 0, 1, 0, 0, 0});
    return out.toByteArray();
  }

  static byte[] field(int number, long value) {
    return joined(varint((long) number << 3), varint(value));
  }

  static byte[] message(int number, byte[] content) {
    return joined(varint((long) number << 3 | 2), varint(content.length), content);
  }

  static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }
}
