package dev.sonde.checkpoint.tensorflow;

import dev.sonde.checkpoint.reader.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One table of a FlatBuffer: its fields by number, each absent or at a place. See <a
 * href="https://flatbuffers.dev/internals/">FlatBuffers internals</a>.
 */
record Flatbuffer(Bytes bytes, long at) {

  /** The outermost table. */
  static Flatbuffer root(Bytes bytes) {
    return new Flatbuffer(bytes, bytes.u32(0));
  }

  /** Where field {@code number} lies; 0 if it is absent. */
  private long place(int number) {
    long table = at - bytes.i32(at);
    long entry = 4 + 2L * number;
    if (entry + 2 > bytes.u16(table)) return 0;
    int offset = bytes.u16(table + entry);
    return offset == 0 ? 0 : at + offset;
  }

  boolean has(int number) {
    return place(number) != 0;
  }

  int u8(int number) {
    long place = place(number);
    return place == 0 ? 0 : bytes.u8(place);
  }

  long u32(int number) {
    long place = place(number);
    return place == 0 ? 0 : bytes.u32(place);
  }

  long i64(int number) {
    long place = place(number);
    return place == 0 ? 0 : bytes.i64(place);
  }

  @Nullable Flatbuffer table(int number) {
    long place = place(number);
    return place == 0 ? null : new Flatbuffer(bytes, place + bytes.u32(place));
  }

  /** The elements of a vector, or nothing. */
  Vector vector(int number, int width) {
    long place = place(number);
    if (place == 0) return new Vector(bytes, 0, 0);
    long start = place + bytes.u32(place);
    long length = bytes.u32(start);
    bytes.require(start + 4, length * width, "a vector of " + length);
    return new Vector(bytes, start + 4, length);
  }

  String text(int number, int limit) {
    Vector text = vector(number, 1);
    return bytes.utf8(text.start(), text.length(), limit, "a name");
  }

  /** A vector's elements, {@code length} from {@code start} on. */
  record Vector(Bytes bytes, long start, long length) {

    Flatbuffer table(long i) {
      long place = start + 4 * i;
      return new Flatbuffer(bytes, place + bytes.u32(place));
    }
  }
}
