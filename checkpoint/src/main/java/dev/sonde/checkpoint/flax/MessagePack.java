package dev.sonde.checkpoint.flax;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;

/**
 * A cursor over values in MessagePack (<a
 * href="https://github.com/msgpack/msgpack/blob/master/spec.md">specification</a>). After {@link
 * #next} the value's kind, size and content are known; those of a map or list follow it.
 */
final class MessagePack {

  enum Kind {
    NIL,
    BOOL,
    INTEGER,
    REAL,
    TEXT,
    BYTES,
    LIST,
    MAP,
    EXTENSION
  }

  private final Bytes bytes;
  private long at;

  private Kind kind = Kind.NIL;

  /** Bytes of a text, bytes, extension; elements of a list; pairs of a map. */
  private long size;

  private long start;
  private long bits;
  private int extension;

  MessagePack(Bytes bytes, long at) {
    this.bytes = bytes;
    this.at = at;
  }

  boolean atEnd() {
    return at >= bytes.size();
  }

  Kind next() {
    kind = read();
    return kind;
  }

  private Kind read() {
    int type = bytes.u8(at++);
    if (type < 0x80) return integer(type);
    if (type >= 0xe0) return integer((byte) type);
    if (type < 0x90) return group(Kind.MAP, type & 15);
    if (type < 0xa0) return group(Kind.LIST, type & 15);
    if (type < 0xc0) return data(Kind.TEXT, type & 31);
    return switch (type) {
      case 0xc0 -> Kind.NIL;
      case 0xc2, 0xc3 -> {
        bits = type & 1;
        yield Kind.BOOL;
      }
      case 0xc4, 0xc5, 0xc6 -> data(Kind.BYTES, big(1 << (type - 0xc4)));
      case 0xc7, 0xc8, 0xc9 -> extension(big(1 << (type - 0xc7)));
      case 0xca -> real(Float.intBitsToFloat((int) big(4)));
      case 0xcb -> real(Double.longBitsToDouble(big(8)));
      case 0xcc, 0xcd, 0xce, 0xcf -> integer(big(1 << (type - 0xcc)));
      case 0xd0 -> integer((byte) big(1));
      case 0xd1 -> integer((short) big(2));
      case 0xd2 -> integer(big(4) << 32 >> 32);
      case 0xd3 -> integer(big(8));
      case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1L << (type - 0xd4));
      case 0xd9, 0xda, 0xdb -> data(Kind.TEXT, big(1 << (type - 0xd9)));
      case 0xdc, 0xdd -> group(Kind.LIST, big(2 << (type - 0xdc)));
      case 0xde, 0xdf -> group(Kind.MAP, big(2 << (type - 0xde)));
      default -> throw error("no MessagePack type is 0x%02x".formatted(type));
    };
  }

  private long big(int width) {
    bytes.require(at, width, "a number");
    long value = 0;
    for (int i = 0; i < width; i++) value = value << 8 | bytes.u8(at++);
    return value;
  }

  private Kind integer(long value) {
    bits = value;
    return Kind.INTEGER;
  }

  private Kind real(double value) {
    bits = Double.doubleToRawLongBits(value);
    return Kind.REAL;
  }

  /** Each element takes a byte at least. */
  private Kind group(Kind which, long count) {
    if (count > bytes.size() - at) throw error("claims " + count + " values");
    size = count;
    return which;
  }

  private Kind data(Kind which, long length) {
    bytes.require(at, length, "a value");
    start = at;
    size = length;
    at += length;
    return which;
  }

  private Kind extension(long length) {
    extension = bytes.u8(at++);
    return data(Kind.EXTENSION, length);
  }

  Kind kind() {
    return kind;
  }

  long size() {
    return size;
  }

  long integer() {
    return bits;
  }

  int extension() {
    return extension;
  }

  String text(int limit) {
    if (kind != Kind.TEXT) throw error("expected a text");
    return bytes.utf8(start, size, limit, "a text");
  }

  /** The content of bytes or of an extension. */
  Bytes content() {
    return bytes.slice(bytes.name(), start, size);
  }

  /** The value as a table shows it; null if it is no plain one. */
  String show() {
    return switch (kind) {
      case NIL -> "None";
      case BOOL -> bits == 1 ? "True" : "False";
      case INTEGER -> Long.toString(bits);
      case REAL -> Double.toString(Double.longBitsToDouble(bits));
      case TEXT -> bytes.utf8(start, Math.min(size, 1000), 1000, "a text");
      case BYTES, LIST, MAP, EXTENSION -> kind + " of " + size;
    };
  }

  CheckpointException error(String message) {
    return bytes.error(at, message);
  }
}
