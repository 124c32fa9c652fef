package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read forward; every length is checked against the bytes and the frame. */
final class PickleInput {

  /** Longer lines are no names or numbers. */
  static final int MAX_LINE = 1 << 20;

  private final Bytes bytes;
  private long at;
  private long frameEnd = -1;

  PickleInput(Bytes bytes, long at) {
    this.bytes = bytes;
    this.at = at;
  }

  String name() {
    return bytes.name();
  }

  long position() {
    return at;
  }

  CheckpointException error(String message) {
    return bytes.error(at, message);
  }

  /** Passes {@code length} bytes and gives the offset of the first. */
  long take(long length, String what) {
    if (length < 0) throw error(what + " of " + length + " bytes");
    bytes.require(at, length, what);
    if (frameEnd >= 0 && length > frameEnd - at) {
      throw error(what + " needs " + length + " bytes, but its frame ends at " + frameEnd);
    }
    long start = at;
    at += length;
    return start;
  }

  int opcode() {
    if (at == frameEnd) frameEnd = -1;
    return u8("an opcode");
  }

  int u8(String what) {
    return bytes.u8(take(1, what));
  }

  int u16(String what) {
    return bytes.u16(take(2, what));
  }

  int i32(String what) {
    return bytes.i32(take(4, what));
  }

  long u32(String what) {
    return bytes.u32(take(4, what));
  }

  /** Lengths of 2^63 and more come out negative and fail in {@link #take}. */
  long i64(String what) {
    return bytes.i64(take(8, what));
  }

  /** Pickles keep doubles in big-endian order. */
  double f64(String what) {
    return Double.longBitsToDouble(Long.reverseBytes(bytes.i64(take(8, what))));
  }

  Bytes data(long length, String what) {
    return bytes.slice(bytes.name(), take(length, what), length);
  }

  /** Bytes in the midst of the pickle that are no part of it: they lie between two frames. */
  Bytes embedded(long length) {
    if (at == frameEnd) frameEnd = -1;
    return data(length, "an array behind its description");
  }

  byte[] copy(long length, int limit, String what) {
    return bytes.copy(take(length, what), length, limit, what);
  }

  /** The bytes up to a line feed, as characters 0 to 255, without it. */
  String line(String what) {
    long end = at;
    while (bytes.u8(end) != '\n') {
      if (++end - at > MAX_LINE) throw error(what + " of more than " + MAX_LINE + " characters");
    }
    long length = end - at;
    byte[] line = bytes.copy(take(length + 1, what), length, MAX_LINE, what);
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  void frame() {
    long length = i64("a frame's length");
    if (frameEnd >= 0) throw error("a frame inside a frame");
    if (!bytes.has(at, length)) {
      throw error("a frame of " + length + " bytes, but the pickle ends at " + bytes.size());
    }
    frameEnd = at + length;
  }

  void end() {
    if (frameEnd >= 0 && at != frameEnd) {
      throw error("the pickle stops before the end of its frame at " + frameEnd);
    }
  }
}
