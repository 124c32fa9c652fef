package dev.sonde.checkpoint.gguf;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.Locale;

/**
 * One setting where it lies in the file, read when someone asks.
 *
 * @param count elements of an array; 1 of a single value
 * @param at where the first element starts
 */
record GgufValue(Bytes bytes, Type type, boolean isArray, long count, long at) {

  /** What a text may have: a chat template is some kilobytes, a vocabulary's piece some bytes. */
  private static final int MAX_TEXT = 1 << 24;

  private static final int MAX_NESTING = 4;

  /** {@code gguf_type}, in the order of its numbers. */
  enum Type {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    STRING(0),
    ARRAY(0),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    /** Bytes of one; 0 if they differ. */
    private final int size;

    Type(int size) {
      this.size = size;
    }

    static Type of(Bytes bytes, long at) {
      long number = bytes.u32(at);
      if (number < values().length) return values()[(int) number];
      throw bytes.error(at, "a setting of the type " + number + ", which GGUF does not have");
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The value whose type stands at {@code at}. */
  static GgufValue read(Bytes bytes, long at) {
    Type type = Type.of(bytes, at);
    if (type != Type.ARRAY) return new GgufValue(bytes, type, false, 1, at + 4);
    Type inner = Type.of(bytes, at + 4);
    long count = bytes.i64(at + 8);
    GgufValue array = new GgufValue(bytes, inner, true, count, at + 16);
    array.requireRoom(at + 16);
    return array;
  }

  /** An array's claim is held to the bytes left before anything walks it. */
  private void requireRoom(long start) {
    int least = type.size > 0 ? type.size : 8;
    if (count < 0 || count > (bytes.size() - start) / least) {
      throw bytes.error(at, "an array claims " + count + " elements, more than the file can hold");
    }
  }

  /** Where the next thing in the file starts. */
  long end() {
    return end(0);
  }

  private long end(int depth) {
    if (type.size > 0) {
      bytes.require(at, count * type.size, "a setting");
      return at + count * type.size;
    }
    if (depth > MAX_NESTING) throw bytes.error(at, "arrays are nested too deeply");
    long end = at;
    for (long i = 0; i < count; i++) end = endOfElement(end, depth);
    return end;
  }

  private long endOfElement(long start, int depth) {
    if (type == Type.STRING) return endOfText(bytes, start);
    Type inner = Type.of(bytes, start);
    long inside = bytes.i64(start + 4);
    GgufValue nested = new GgufValue(bytes, inner, true, inside, start + 12);
    nested.requireRoom(start + 12);
    return nested.end(depth + 1);
  }

  static long endOfText(Bytes bytes, long at) {
    long length = bytes.i64(at);
    bytes.require(at + 8, length, "a text");
    return at + 8 + length;
  }

  /** The text whose length stands at {@code at}. */
  static String text(Bytes bytes, long at) {
    return bytes.utf8(at + 8, bytes.i64(at), MAX_TEXT, "a text");
  }

  boolean isText() {
    return type == Type.STRING;
  }

  boolean isInteger() {
    return switch (type) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
      case FLOAT32, FLOAT64, BOOL, STRING, ARRAY -> false;
    };
  }

  boolean isNumber() {
    return isInteger() || type == Type.FLOAT32 || type == Type.FLOAT64;
  }

  /** Element {@code i} of a type of whole numbers; uint64 beyond 2⁶³ is an error. */
  long integer(long i) {
    long place = at + i * type.size;
    return switch (type) {
      case UINT8, BOOL -> bytes.u8(place);
      case INT8 -> (byte) bytes.u8(place);
      case UINT16 -> bytes.u16(place);
      case INT16 -> (short) bytes.u16(place);
      case UINT32 -> bytes.u32(place);
      case INT32 -> bytes.i32(place);
      case INT64 -> bytes.i64(place);
      case UINT64 -> {
        long number = bytes.i64(place);
        if (number < 0) throw bytes.error(place, Long.toUnsignedString(number) + " is too large");
        yield number;
      }
      case FLOAT32, FLOAT64, STRING, ARRAY -> throw new IllegalStateException(describe());
    };
  }

  double number(long i) {
    return switch (type) {
      case FLOAT32 -> Float.intBitsToFloat(bytes.i32(at + 4 * i));
      case FLOAT64 -> bytes.f64(at + 8 * i);
      default -> integer(i);
    };
  }

  /** As a table shows it: the value, or how many of what. */
  String show() {
    if (isArray && (count > 16 || type.size == 0)) return describe();
    if (!isArray) return show(0);
    StringBuilder line = new StringBuilder("[");
    for (long i = 0; i < count; i++) line.append(i == 0 ? "" : ", ").append(show(i));
    return line.append(']').toString();
  }

  private String show(long i) {
    return switch (type) {
      case STRING -> text(bytes, at);
      case BOOL -> bytes.u8(at + i) == 0 ? "false" : "true";
      case FLOAT32 -> Float.toString(Float.intBitsToFloat(bytes.i32(at + 4 * i)));
      case FLOAT64 -> Double.toString(bytes.f64(at + 8 * i));
      case UINT64 -> Long.toUnsignedString(bytes.i64(at + 8 * i));
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, INT64 -> Long.toString(integer(i));
      case ARRAY -> describe();
    };
  }

  /** {@code array of 512 string}, {@code uint32}. */
  String describe() {
    return isArray ? "array of " + count + " " + type.label() : type.label();
  }

  CheckpointException unlike(String key, String expected) {
    return bytes.error(at, "'" + key + "' is " + describe() + ", expected " + expected);
  }
}
