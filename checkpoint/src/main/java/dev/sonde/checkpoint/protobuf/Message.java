package dev.sonde.checkpoint.protobuf;

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
public final class Message {

  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH = 2;
  public static final int FIXED32 = 5;

  /** Names are short; a longer one is a lie or an attack. */
  private static final int MAX_TEXT = 1 << 20;

  private final Bytes bytes;
  private final String kind;
  private final long start;
  private final long end;
  private long at;

  private int field;
  private int wire;
  private long fieldStart;
  private long value;
  private long length;

  private Message(Bytes bytes, String kind, long start, long end) {
    this.bytes = bytes;
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  /**
   * The whole of {@code bytes}.
   *
   * @param kind what it is a part of, for messages: {@code ONNX model}
   */
  public static Message of(Bytes bytes, String kind) {
    return new Message(bytes, kind, 0, bytes.size());
  }

  /** The same message from its first field again. */
  public Message again() {
    return new Message(bytes, kind, start, end);
  }

  /** Goes to the next field and reads its number, kind and bounds; false at the message's end. */
  public boolean next() {
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

  public int field() {
    return field;
  }

  public int wire() {
    return wire;
  }

  /** The field's value, which must be a varint. */
  public long varint() {
    require(VARINT);
    return value;
  }

  public float float32() {
    require(FIXED32);
    return Float.intBitsToFloat(bytes.i32(value));
  }

  /** Bytes of a length-delimited field. */
  public long length() {
    require(LENGTH);
    return length;
  }

  /** The content of a length-delimited field. */
  public Bytes payload() {
    require(LENGTH);
    return bytes.slice(bytes.name(), value, length);
  }

  public Message message() {
    require(LENGTH);
    return new Message(bytes, kind, value, value + length);
  }

  public String text() {
    return text(MAX_TEXT);
  }

  public String text(int limit) {
    require(LENGTH);
    return bytes.text(value, length, limit, StandardCharsets.UTF_8, "text");
  }

  /** The bits of a number of the kind {@code wanted}. */
  public long number(int wanted) {
    require(wanted);
    return switch (wanted) {
      case FIXED32 -> bytes.u32(value);
      case FIXED64 -> bytes.i64(value);
      default -> value;
    };
  }

  /** Reads the rest of the message as numbers of one kind without field numbers: packed. */
  public void packed(int wanted, LongConsumer sink) {
    while (at < end) {
      fieldStart = at;
      switch (wanted) {
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
  public CheckpointException error(String message) {
    return bytes.error(fieldStart, "damaged " + kind + ": " + message);
  }
}
