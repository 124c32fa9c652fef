package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.charset.StandardCharsets;

/** Reads one structure from its first byte on, and never beyond its last. */
final class Cursor {

  private final AddressSpace space;
  private final Bytes bytes;
  private final long end;
  private long at;

  Cursor(AddressSpace space, long at, long end) {
    this.space = space;
    this.bytes = space.bytes();
    this.at = at;
    this.end = end;
  }

  AddressSpace space() {
    return space;
  }

  long at() {
    return at;
  }

  long left() {
    return end - at;
  }

  CheckpointException error(String message) {
    return space.error(at, message);
  }

  private long advance(long length) {
    if (length < 0 || length > end - at) {
      throw error("a structure ends here, but " + length + " more bytes of it are needed");
    }
    long from = at;
    at += length;
    return from;
  }

  void skip(long length) {
    advance(length);
  }

  /** Moves to a multiple of {@code unit} bytes from {@code start}. */
  void align(long start, int unit) {
    long over = (at - start) % unit;
    if (over != 0) skip(unit - over);
  }

  int u8() {
    return bytes.u8(advance(1));
  }

  int u16() {
    return bytes.u16(advance(2));
  }

  long u32() {
    return bytes.u32(advance(4));
  }

  /** A number of 1 to 8 bytes; one of 8 may come out negative. */
  long number(int width) {
    long from = advance(width);
    if (width == 8) return bytes.i64(from);
    long value = 0;
    for (int i = width - 1; i >= 0; i--) value = (value << 8) | bytes.u8(from + i);
    return value;
  }

  /** A size of 0 to 8 bytes, which is less than 2^63. */
  long size(int width) {
    if (width < 0 || width > 8) throw error("a number of " + width + " bytes");
    long value = number(width);
    if (value < 0) throw error("a size of 2^63 or more");
    return value;
  }

  long length() {
    return size(space.lengthSize());
  }

  /** A length of which all ones mean that there is none. */
  long lengthOrUndefined() {
    long value = number(space.lengthSize());
    return space.lengthSize() < 8 && value == (1L << (8 * space.lengthSize())) - 1
        ? AddressSpace.UNDEFINED
        : value;
  }

  /** An address, or {@link AddressSpace#UNDEFINED}. */
  long address() {
    return space.widen(number(space.addressSize()));
  }

  /** Demands these letters. */
  void signature(String letters, String what) {
    long from = at;
    for (int i = 0; i < letters.length(); i++) {
      if (u8() != letters.charAt(i)) {
        throw space.error(from, "here should be " + what + " ('" + letters + "')");
      }
    }
  }

  /** Demands this version number. */
  void version(int expected, String what) {
    int version = u8();
    if (version != expected) {
      throw error(what + " has version " + version + ", only " + expected + " is known");
    }
  }

  /** A bit counted from the next byte's highest on; nothing is read over. */
  boolean bit(long index) {
    if (index / 8 >= left()) throw error("a structure ends before its bit " + index);
    return (bytes.u8(at + index / 8) & (0x80 >> (index % 8))) != 0;
  }

  /** The next bytes as a structure of their own. */
  Cursor take(long length) {
    long from = advance(length);
    return new Cursor(space, from, from + length);
  }

  String utf8(long length, int limit, String what) {
    long from = advance(length);
    return bytes.utf8(from, length, limit, what);
  }

  /** All that is left as text, up to a zero byte if there is one. */
  String utf8Rest() {
    String text = utf8(left(), 1 << 16, "a name");
    int nul = text.indexOf(0);
    return nul < 0 ? text : text.substring(0, nul);
  }

  /** Text up to a zero byte, which is read too. */
  String nulTerminated(int limit, String what) {
    long from = at;
    while (u8() != 0) {
      if (at - from > limit) throw space.error(from, what + " is longer than " + limit + " bytes");
    }
    return bytes.text(from, at - 1 - from, limit, StandardCharsets.UTF_8, what);
  }
}
