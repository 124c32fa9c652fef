package dev.sonde.checkpoint.signature;

import dev.sonde.checkpoint.reader.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first fields of a protocol buffer, which has no name of its own: only which numbers it uses
 * tells what it is. Empty if the bytes are none; the last may be cut off.
 *
 * @param whole whether the fields fill the file
 */
record ProtoFields(Bytes bytes, List<Field> fields, boolean whole) {

  /** A look at so many is enough. */
  private static final int MOST = 64;

  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  /** {@code value} of a varint, or the length of what stands at {@code at}. */
  private record Field(int number, int wire, long at, long value) {
    boolean is(int wantedNumber, int wantedWire) {
      return number == wantedNumber && wire == wantedWire;
    }
  }

  static ProtoFields of(Bytes bytes) {
    List<Field> fields = new ArrayList<>();
    long at = 0;
    while (at < bytes.size() && fields.size() < MOST) {
      long[] key = varint(bytes, at);
      if (key == null || key[0] <= 7 || key[0] > 8L * (1 << 16)) return none(bytes);
      int wire = (int) (key[0] & 7);
      at = key[1];
      long[] value = wire == VARINT || wire == LENGTH ? varint(bytes, at) : new long[] {0, at};
      if (value == null) return none(bytes);
      at = value[1];
      fields.add(new Field((int) (key[0] >>> 3), wire, at, value[0]));
      long length =
          switch (wire) {
            case VARINT -> 0;
            case 1 -> 8;
            case LENGTH -> value[0];
            case 5 -> 4;
            default -> -1;
          };
      if (length < 0) return none(bytes);
      if (!bytes.has(at, length)) break;
      at += length;
    }
    return new ProtoFields(bytes, fields, at == bytes.size());
  }

  private static ProtoFields none(Bytes bytes) {
    return new ProtoFields(bytes, List.of(), false);
  }

  /** The number and where it ends, or null. */
  private static long @Nullable [] varint(Bytes bytes, long from) {
    long value = 0;
    for (int i = 0; i < 10 && bytes.has(from + i, 1); i++) {
      int next = bytes.u8(from + i);
      value |= (next & 0x7fL) << (7 * i);
      if (next < 0x80) return new long[] {value, from + i + 1};
    }
    return null;
  }

  private boolean only(int... numbers) {
    for (Field field : fields) {
      boolean known = false;
      for (int number : numbers) known |= field.number == number;
      if (!known) return false;
    }
    return whole && !fields.isEmpty();
  }

  private boolean any(int number, int wire) {
    return fields.stream().anyMatch(field -> field.is(number, wire));
  }

  /** {@code ModelProto}: a graph, no version. */
  boolean isOnnxWithoutVersion() {
    return only(2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26) && any(7, LENGTH);
  }

  /** {@code TensorProto}: dims, data_type, data. */
  boolean isOnnxTensor() {
    return only(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16)
        && any(2, VARINT)
        && (any(9, LENGTH) || any(4, LENGTH) || any(5, LENGTH) || any(7, LENGTH) || any(8, LENGTH));
  }

  /** {@code Model}: a version, a description, and a kind of model from 200 on. */
  boolean isCoreMl() {
    return whole
        && !fields.isEmpty()
        && fields.getFirst().is(1, VARINT)
        && fields.stream().allMatch(f -> f.number <= 10 || (f.number >= 200 && f.number < 4000))
        && (any(2, LENGTH)
            && (fields.size() == 2 || fields.stream().anyMatch(f -> f.number >= 200)));
  }

  /** {@code NetParameter}: a name, then layers. */
  boolean isCaffe() {
    return !fields.isEmpty()
        && fields.getFirst().is(1, LENGTH)
        && (any(100, LENGTH)
            || (any(2, LENGTH) && fields.stream().skip(1).allMatch(f -> f.is(2, LENGTH))));
  }

  /** {@code SavedModel}: version 1 of its schema, then graphs. */
  boolean isSavedModel() {
    return fields.size() > 1
        && fields.getFirst().is(1, VARINT)
        && fields.getFirst().value == 1
        && fields.stream().skip(1).allMatch(field -> field.is(2, LENGTH) && field.value > 64);
  }

  /** {@code GraphDef}: nodes, each of which begins with its name and its operator. */
  boolean isTensorFlowGraph() {
    if (fields.isEmpty() || !fields.stream().allMatch(f -> f.number <= 4)) return false;
    long at = fields.getFirst().at;
    if (!fields.getFirst().is(1, LENGTH) || !bytes.has(at, 2) || bytes.u8(at) != 0x0a) return false;
    long operator = at + 2 + bytes.u8(at + 1);
    return bytes.has(operator, 1) && bytes.u8(operator) == 0x12;
  }
}
