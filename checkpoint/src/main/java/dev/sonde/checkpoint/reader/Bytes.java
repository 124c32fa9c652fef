package dev.sonde.checkpoint.reader;

import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Mapping;
import dev.sonde.tensor.Storage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file's bytes for readers: random access in which every read is checked, so that a lying offset
 * or length becomes a {@link CheckpointException} that names the place. Little-endian unless asked
 * otherwise.
 */
public final class Bytes {

  private final String name;
  private final MemorySegment segment;
  private final Mapping mapping;

  private Bytes(String name, MemorySegment segment, Mapping mapping) {
    this.name = name;
    this.segment = segment;
    this.mapping = mapping;
  }

  /**
   * Maps a whole file, of any size; unmapped when nothing refers to it any more. Messages name it
   * as {@code path} does.
   */
  public static Bytes map(Path path) throws IOException {
    return map(path, path.toString());
  }

  /** As {@link #map(Path)}; {@code name} stands in messages. */
  public static Bytes map(Path path, String name) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment segment =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return new Bytes(name, segment, new Mapping(segment));
    }
  }

  /** Bytes in memory (a nested file, a test); {@code name} stands in messages. */
  public static Bytes of(String name, MemorySegment segment) {
    return new Bytes(name, segment.asReadOnly(), new Mapping(segment));
  }

  public static Bytes of(String name, byte[] bytes) {
    return of(name, MemorySegment.ofArray(bytes));
  }

  public String name() {
    return name;
  }

  public long size() {
    return segment.byteSize();
  }

  public MemorySegment segment() {
    return segment;
  }

  /** The whole as a tensor storage. */
  public Storage storage() {
    return Storage.mapped(segment, mapping);
  }

  /** An error at a place of this file. */
  public CheckpointException error(long at, String message) {
    return new CheckpointException(name + ": " + message + " (at byte " + at + ")");
  }

  /** Demands that {@code length} bytes follow {@code at}. */
  public void require(long at, long length, String what) {
    if (at < 0 || length < 0 || at > size() || length > size() - at) {
      throw error(at, what + " needs " + length + " bytes, but the file ends at " + size());
    }
  }

  public boolean has(long at, long length) {
    return at >= 0 && length >= 0 && at <= size() && length <= size() - at;
  }

  public int u8(long at) {
    require(at, 1, "a byte");
    return segment.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  public int u16(long at) {
    require(at, 2, "a 16-bit number");
    return segment.get(LittleEndian.SHORT, at) & 0xffff;
  }

  public int i32(long at) {
    require(at, 4, "a 32-bit number");
    return segment.get(LittleEndian.INT, at);
  }

  public long u32(long at) {
    return i32(at) & 0xffff_ffffL;
  }

  public long i64(long at) {
    require(at, 8, "a 64-bit number");
    return segment.get(LittleEndian.LONG, at);
  }

  public double f64(long at) {
    return Double.longBitsToDouble(i64(at));
  }

  /**
   * Copies bytes out.
   *
   * @param limit the most that is sensible here: more is an error, not an allocation
   */
  public byte[] copy(long at, long length, int limit, String what) {
    require(at, length, what);
    if (length > limit)
      throw error(at, what + " of " + length + " bytes, at most " + limit + " are read");
    return segment.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
  }

  public String text(long at, long length, int limit, Charset charset, String what) {
    return new String(copy(at, length, limit, what), charset);
  }

  public String utf8(long at, long length, int limit, String what) {
    return text(at, length, limit, StandardCharsets.UTF_8, what);
  }

  /** Whether these bytes stand at {@code at}; never throws. */
  public boolean startsWith(long at, byte... magic) {
    if (!has(at, magic.length)) return false;
    for (int i = 0; i < magic.length; i++) {
      if (segment.get(ValueLayout.JAVA_BYTE, at + i) != magic[i]) return false;
    }
    return true;
  }

  /** A part, as a file of its own. */
  public Bytes slice(String partName, long at, long length) {
    require(at, length, partName);
    return new Bytes(partName, segment.asSlice(at, length), mapping);
  }
}
