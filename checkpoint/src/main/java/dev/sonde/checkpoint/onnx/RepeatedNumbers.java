package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.checkpoint.reader.Bytes;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One repeated number field of a message: written packed (one run of bytes), as single fields, or
 * as both in any order, which a parser must take for the same.
 *
 * @param kind how a single number is written: {@link Message#VARINT}, {@link Message#FIXED32}, …
 */
record RepeatedNumbers(Message message, int field, int kind) {

  /** Bytes of one number; 1, the least, for a varint. */
  private int width() {
    return switch (kind) {
      case Message.FIXED32 -> 4;
      case Message.FIXED64 -> 8;
      default -> 1;
    };
  }

  /** The most numbers that can be there: exact for fixed widths, bytes for varints. */
  long atMost() {
    long numbers = 0;
    Message fields = message.again();
    while (fields.next()) {
      if (fields.field() != field) continue;
      numbers += fields.wire() == Message.LENGTH ? fields.length() / width() : 1;
    }
    return numbers;
  }

  /** The exact count; reads all varints. */
  long count() {
    if (kind != Message.VARINT) return atMost();
    long[] count = {0};
    forEach(number -> count[0]++);
    return count[0];
  }

  /** The numbers' bytes if they lie in one run as they do in memory; else null. */
  @Nullable Bytes inPlace() {
    if (kind == Message.VARINT) return null;
    Bytes run = null;
    Message fields = message.again();
    while (fields.next()) {
      if (fields.field() != field) continue;
      if (run != null || fields.wire() != Message.LENGTH) return null;
      run = fields.payload();
    }
    return run;
  }

  /** The bits of each number in order: a varint, or a fixed 32 or 64 bits. */
  void forEach(LongConsumer sink) {
    Message fields = message.again();
    while (fields.next()) {
      if (fields.field() != field) continue;
      if (fields.wire() == Message.LENGTH) fields.message().packed(kind, sink);
      else sink.accept(fields.number(kind));
    }
  }
}
