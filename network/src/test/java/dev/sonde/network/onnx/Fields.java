package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.Proto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message as a tree of fields, so that it can be damaged without being no message any
 * more: numbers that lie, names of other operators, fields left out or said twice.
 */
final class Fields {

  private static final long[] LIES = {
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    10,
    11,
    16,
    -1,
    -2,
    64,
    255,
    1 << 16,
    1 << 20,
    1L << 29,
    1L << 31,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final int number;
  private final int wire;
  private long value;
  private byte[] bytes;
  private final @Nullable List<Fields> inner;

  private Fields(int number, int wire, long value, byte[] bytes, @Nullable List<Fields> inner) {
    this.number = number;
    this.wire = wire;
    this.value = value;
    this.bytes = bytes;
    this.inner = inner;
  }

  /** The message with one to four changes. */
  static byte[] damage(byte[] message, List<String> operators, Random random) {
    List<Fields> fields = parse(message, 0);
    if (fields == null) throw new IllegalArgumentException("no message");
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      List<List<Fields>> lists = new ArrayList<>();
      collect(fields, lists);
      List<Fields> list = lists.get(random.nextInt(lists.size()));
      change(list, random.nextInt(list.size()), operators, random);
      if (fields.isEmpty()) break;
    }
    return write(fields);
  }

  private static void collect(List<Fields> fields, List<List<Fields>> lists) {
    if (!fields.isEmpty()) lists.add(fields);
    for (Fields field : fields) if (field.inner != null) collect(field.inner, lists);
  }

  private static void change(List<Fields> list, int index, List<String> operators, Random random) {
    Fields field = list.get(index);
    int way = random.nextInt(10);
    if (way == 0) {
      list.remove(index);
    } else if (way == 1) {
      list.add(random.nextInt(list.size() + 1), field);
    } else if (field.wire == 0) {
      boolean near = random.nextBoolean();
      field.value = near ? field.value + random.nextInt(5) - 2 : LIES[random.nextInt(LIES.length)];
    } else if (field.inner == null && field.bytes.length > 0) {
      String text = new String(field.bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
      if (operators.contains(text) || (field.number == 4 && way < 5)) {
        field.bytes =
            operators
                .get(random.nextInt(operators.size()))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      } else {
        field.bytes = field.bytes.clone();
        field.bytes[random.nextInt(field.bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
    }
  }

  private static @Nullable List<Fields> parse(byte[] message, int depth) {
    List<Fields> fields = new ArrayList<>();
    int[] at = {0};
    while (at[0] < message.length) {
      long key = varint(message, at);
      int number = (int) (key >>> 3);
      int wire = (int) (key & 7);
      if (at[0] < 0 || number == 0 || number > 100) return null;
      long value = wire == 0 || wire == 2 ? varint(message, at) : 0;
      int length =
          switch (wire) {
            case 0 -> 0;
            case 1 -> 8;
            case 2 -> (int) Math.min(value, Integer.MAX_VALUE);
            case 5 -> 4;
            default -> -1;
          };
      if (at[0] < 0 || length < 0 || length > message.length - at[0]) return null;
      byte[] bytes = Arrays.copyOfRange(message, at[0], at[0] + length);
      at[0] += length;
      boolean deeper = wire == 2 && length > 1 && depth < 12;
      fields.add(new Fields(number, wire, value, bytes, deeper ? parse(bytes, depth + 1) : null));
    }
    return fields;
  }

  private static long varint(byte[] message, int[] at) {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at[0] < 0 || at[0] >= message.length) break;
      byte b = message[at[0]++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) return value;
    }
    at[0] = Integer.MIN_VALUE;
    return 0;
  }

  private static byte[] write(List<Fields> fields) {
    return Proto.of(
        proto -> {
          for (Fields field : fields) {
            switch (field.wire) {
              case 0 -> proto.integer(field.number, field.value);
              case 2 ->
                  proto.bytes(field.number, field.inner == null ? field.bytes : write(field.inner));
              default -> proto.key(field.number, field.wire).raw(field.bytes);
            }
          }
        });
  }
}
