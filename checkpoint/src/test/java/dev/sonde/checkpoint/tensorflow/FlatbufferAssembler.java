package dev.sonde.checkpoint.tensorflow;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes FlatBuffers: a table is a map from field number to an {@code Integer} or {@code Long} kept
 * inline, a {@code byte[]} (a vector of bytes), {@code int[]} or {@code float[]}, a text, another
 * table, or a list of tables.
 */
final class FlatbufferAssembler {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Integer, Integer> patches = new TreeMap<>();

  static byte[] file(Map<Integer, ?> root) {
    FlatbufferAssembler assembler = new FlatbufferAssembler();
    assembler.ints(0);
    assembler.out.writeBytes("TFL3".getBytes(StandardCharsets.US_ASCII));
    assembler.patches.put(0, assembler.table(root));
    byte[] file = assembler.out.toByteArray();
    assembler.patches.forEach(
        (at, target) -> {
          for (int i = 0; i < 4; i++) file[at + i] = (byte) ((target - at) >> (8 * i));
        });
    return file;
  }

  private void ints(int... values) {
    for (int value : values) for (int i = 0; i < 4; i++) out.write(value >> (8 * i));
  }

  private int table(Map<Integer, ?> fields) {
    int count = fields.keySet().stream().mapToInt(key -> key + 1).max().orElse(0);
    int vtable = out.size();
    int size = 4;
    int[] offsets = new int[count];
    for (Map.Entry<Integer, ?> field : new TreeMap<>(fields).entrySet()) {
      offsets[field.getKey()] = size;
      size += field.getValue() instanceof Long ? 8 : 4;
    }
    shorts(4 + 2 * count, size);
    shorts(offsets);
    int table = out.size();
    ints(table - vtable);
    Map<Integer, Object> children = new TreeMap<>();
    for (Map.Entry<Integer, ?> field : new TreeMap<>(fields).entrySet()) {
      switch (field.getValue()) {
        case Integer value -> ints(value);
        case Long value -> ints((int) (long) value, (int) (value >> 32));
        case Object child -> {
          children.put(out.size(), child);
          ints(0);
        }
      }
    }
    children.forEach((at, child) -> patches.put(at, value(child)));
    return table;
  }

  private void shorts(int... values) {
    for (int value : values) for (int i = 0; i < 2; i++) out.write(value >> (8 * i));
  }

  private int value(Object value) {
    if (value instanceof Map<?, ?> table) {
      Map<Integer, Object> fields = new TreeMap<>();
      table.forEach((key, field) -> fields.put((Integer) key, field));
      return table(fields);
    }
    int at = out.size();
    switch (value) {
      case String text -> bytes(text.getBytes(StandardCharsets.UTF_8));
      case byte[] bytes -> bytes(bytes);
      case int[] numbers -> {
        ints(numbers.length);
        ints(numbers);
      }
      case float[] numbers -> {
        ints(numbers.length);
        for (float number : numbers) ints(Float.floatToRawIntBits(number));
      }
      case List<?> tables -> {
        ints(tables.size());
        int start = out.size();
        ints(new int[tables.size()]);
        for (int i = 0; i < tables.size(); i++) {
          patches.put(start + 4 * i, value(tables.get(i)));
        }
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
    return at;
  }

  private void bytes(byte[] bytes) {
    ints(bytes.length);
    out.writeBytes(bytes);
  }
}
