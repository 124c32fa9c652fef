package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collections taken apart: {@code out0}, {@code out1.0}, {@code out2.KEY}. Lists may hold
 * themselves, or one part many times over: depth and number are bounded.
 */
final class Outputs {

  private static final int DEEPEST = 64;
  private static final int MOST = 1 << 16;

  private final String file;
  private final Map<String, Array> named = new LinkedHashMap<>();
  private int visited;

  private Outputs(String file) {
    this.file = file;
  }

  /** The arrays among values; numbers are arrays of one, texts are left out. */
  static Map<String, Array> of(String file, Map<String, Value> values) {
    Outputs outputs = new Outputs(file);
    values.forEach((name, value) -> outputs.add(name, value, 0));
    return outputs.named;
  }

  private void add(String name, Value value, int depth) {
    if (depth > DEEPEST || ++visited > MOST) {
      throw new ProgramException(
          file + ": its outputs are nested more than " + DEEPEST + " deep, or more than " + MOST);
    }
    switch (value) {
      case Value.OfArray array -> named.put(name, array.array());
      case Value.Whole whole -> named.put(name, Array.ofIndices(new long[] {whole.number()}));
      case Value.Real real -> named.put(name, Array.of(new float[] {(float) real.number()}));
      case Value.Truth truth ->
          named.put(name, Array.ofIndices(new long[] {truth.truth() ? 1 : 0}).truths());
      case Value.Tuple tuple -> add(name, tuple.items(), depth);
      case Value.Sequence list -> add(name, list.items(), depth);
      case Value.Mapping map ->
          map.entries().forEach((key, item) -> add(name + "." + text(key), item, depth + 1));
      case Value.Nothing _, Value.Text _ -> {}
      case Value.Reference reference -> {
        if (!(reference instanceof Instance object)) return;
        int place = 0;
        for (Value item : object.attributes().values()) {
          add(name + "." + place++, item, depth + 1);
        }
      }
    }
  }

  private void add(String name, List<Value> items, int depth) {
    for (int i = 0; i < items.size(); i++) {
      add(name.equals("out") ? name + i : name + "." + i, items.get(i), depth + 1);
    }
  }

  private static String text(Value key) {
    return switch (key) {
      case Value.Text text -> text.text();
      case Value.Whole whole -> Long.toString(whole.number());
      case Value.Real real -> Double.toString(real.number());
      case Value.Truth truth -> Boolean.toString(truth.truth());
      default -> key.kind();
    };
  }
}
