package dev.sonde.checkpoint.gguf;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a GGUF file: settings, and where each tensor lies.
 *
 * @param dataAt where the tensors' bytes start; their offsets count from here
 */
public record GgufFile(long version, GgufMetadata metadata, List<Entry> tensors, long dataAt) {

  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NAME = 1 << 16;

  /** ggml has four; a few more do no harm. */
  private static final int MAX_RANK = 8;

  public GgufFile {
    tensors = List.copyOf(tensors);
  }

  /**
   * One tensor as the header describes it.
   *
   * @param extents outermost first, as everywhere in Sonde; the file has them the other way round
   * @param type the number of its type in ggml
   * @param offset of its bytes, from the start of all data
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Entry(String name, long[] extents, long type, long offset) {}

  static boolean recognises(Bytes bytes) {
    return bytes.startsWith(0, MAGIC);
  }

  /**
   * Reads the header of a file.
   *
   * @throws CheckpointException if it is missing, none, or damaged
   */
  public static GgufFile open(Path path) {
    try {
      return read(Bytes.map(path));
    } catch (IOException e) {
      throw new CheckpointException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static GgufFile read(Bytes bytes) {
    if (!recognises(bytes)) throw bytes.error(0, "not a GGUF file");
    long version = bytes.u32(4);
    if (version != 2 && version != 3) throw bytes.error(4, unread(version));
    long tensors = bytes.i64(8);
    long settings = bytes.i64(16);
    requireCount(bytes, tensors, 24, "tensors");
    requireCount(bytes, settings, 13, "settings");
    Map<String, GgufValue> values = new LinkedHashMap<>();
    long at = 24;
    for (long i = 0; i < settings; i++) at = readSetting(bytes, at, values);
    GgufMetadata metadata = new GgufMetadata(bytes.name(), values);
    List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < tensors; i++) at = readTensor(bytes, at, entries);
    long alignment = metadata.integer("general.alignment", 32);
    if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
      throw bytes.error(at, "general.alignment is " + alignment + ", expected a power of two");
    }
    return new GgufFile(version, metadata, entries, (at + alignment - 1) & -alignment);
  }

  private static String unread(long version) {
    if (version == 1) return "GGUF version 1: convert it with a newer llama.cpp";
    boolean swapped = version != 0 && Integer.reverseBytes((int) version) < 16;
    return swapped
        ? "a GGUF file for big-endian machines: convert it with gguf-convert-endian"
        : "GGUF version " + version + ", expected 2 or 3";
  }

  private static void requireCount(Bytes bytes, long count, int least, String what) {
    if (count < 0 || count > bytes.size() / least) {
      throw bytes.error(8, "claims " + count + " " + what + ", more than it has room for");
    }
  }

  private static long readSetting(Bytes bytes, long at, Map<String, GgufValue> values) {
    String key = bytes.utf8(at + 8, bytes.i64(at), MAX_NAME, "a key");
    GgufValue value = GgufValue.read(bytes, GgufValue.endOfText(bytes, at));
    if (values.putIfAbsent(key, value) != null) {
      throw bytes.error(at, "two settings are named '" + key + "'");
    }
    return value.end();
  }

  private static long readTensor(Bytes bytes, long start, List<Entry> entries) {
    String name = bytes.utf8(start + 8, bytes.i64(start), MAX_NAME, "a tensor's name");
    long at = GgufValue.endOfText(bytes, start);
    long rank = bytes.u32(at);
    if (rank > MAX_RANK) throw bytes.error(at, "tensor '" + name + "' has " + rank + " axes");
    at += 4;
    long[] extents = new long[(int) rank];
    for (int axis = extents.length - 1; axis >= 0; axis--, at += 8) extents[axis] = bytes.i64(at);
    entries.add(new Entry(name, extents, bytes.u32(at), bytes.i64(at + 4)));
    return at + 12;
  }
}
