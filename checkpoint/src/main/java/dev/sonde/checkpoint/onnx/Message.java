package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * A cursor over the fields of one protobuf message. Every length is checked against the message
 * that it stands in; nothing is copied until asked for.
 *
 * <pre>{@code
 * while (message.next()) {
 *   switch (message.field()) {
 *     case 1 -> name = message.text();
 *     case 2 -> count = message.varint();
 *     default -> {}                       // unknown fields are skipped
 *   }
 * }
 * }</pre>
 */
final class Message {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  /** Names are short; a longer one is a lie or an attack. */
  private static final int MAX_TEXT = 1 << 20;

  private final Bytes bytes;
  private final long start;
  private final long end;
  private long at;

  private int field;
  private int wire;
  private long fieldStart;
  private long value;
  private long length;

  private Message(Bytes bytes, long start, long end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  static Message of(Bytes bytes) {
    return new Message(bytes, 0, bytes.size());
  }

  /** The same message from its first field again. */
  Message again() {
    return new Message(bytes, start, end);
  }

  /** Goes to the next field and reads its number, kind and bounds; false at the message's end. */
  boolean next() {
    if (at == end) return false;
    fieldStart = at;
    long key = readVarint();
    wire = (int) (key & 7);
    if (key >>> 3 == 0 || key >>> 32 != 0) throw error("field number " + (key >>> 3));
    field = (int) (key >>> 3);
    switch (wire) {
      case VARINT -> value = readVarint();
      case FIXED64 -> take(8);
      case FIXED32 -> take(4);
      case LENGTH -> take(readVarint());
      default -> throw error("field " + field + " of the unknown kind " + wire);
    }
    return true;
  }

  private void take(long claimed) {
    if (claimed < 0 || claimed > end - at) {
      throw error(
          "field "
              + field
              + " claims "
              + Long.toUnsignedString(claimed)
              + " bytes of the "
              + (end - at)
              + " that are left");
    }
    value = at;
    length = claimed;
    at += claimed;
  }

  private long readVarint() {
    long result = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= end) throw error("a number does not end");
      int b = bytes.u8(at++);
      if (shift == 63 && b > 1) break;
      result |= (b & 0x7fL) << shift;
      if (b < 0x80) return result;
    }
    throw error("a number of more than 64 bits");
  }

  int field() {
    return field;
  }

  int wire() {
    return wire;
  }

  /** The field's value, which must be a varint. */
  long varint() {
    require(VARINT);
    return value;
  }

  float float32() {
    require(FIXED32);
    return Float.intBitsToFloat(bytes.i32(value));
  }

  /** Bytes of a length-delimited field. */
  long length() {
    require(LENGTH);
    return length;
  }

  /** The content of a length-delimited field. */
  Bytes payload() {
    require(LENGTH);
    return bytes.slice(bytes.name(), value, length);
  }

  Message message() {
    require(LENGTH);
    return new Message(bytes, value, value + length);
  }

  String text() {
    return text(MAX_TEXT);
  }

  String text(int limit) {
    require(LENGTH);
    return bytes.text(value, length, limit, StandardCharsets.UTF_8, "text");
  }

  /** The bits of a number of the kind {@code wanted}. */
  long number(int wanted) {
    require(wanted);
    return switch (wanted) {
      case FIXED32 -> bytes.u32(value);
      case FIXED64 -> bytes.i64(value);
      default -> value;
    };
  }

  /** Reads the rest of the message as numbers of one kind without field numbers: packed. */
  void packed(int kind, LongConsumer sink) {
    while (at < end) {
      fieldStart = at;
      switch (kind) {
        case FIXED32 -> {
          take(4);
          sink.accept(bytes.u32(value));
        }
        case FIXED64 -> {
          take(8);
          sink.accept(bytes.i64(value));
        }
        default -> sink.accept(readVarint());
      }
    }
  }

  private void require(int wanted) {
    if (wire != wanted) {
      throw error("field " + field + " is of kind " + wire + " where " + wanted + " is expected");
    }
  }

  /** An error at this field. */
  CheckpointException error(String message) {
    return bytes.error(fieldStart, "damaged ONNX model: " + message);
  }
}
