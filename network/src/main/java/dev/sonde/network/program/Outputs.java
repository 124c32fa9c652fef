package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Value;
import java.util.List;
import java.util.Map;

/** Collections taken apart: {@code out0}, {@code out1.0}, {@code out2.KEY}. */
final class Outputs {

  private Outputs() {}

  static void flatten(String name, Value value, Map<String, Array> named) {
    switch (value) {
      case Value.OfArray array -> named.put(name, array.array());
      case Value.Whole whole -> named.put(name, Array.ofIndices(new long[] {whole.number()}));
      case Value.Real real -> named.put(name, Array.of(new float[] {(float) real.number()}));
      case Value.Truth truth ->
          named.put(name, Array.ofIndices(new long[] {truth.truth() ? 1 : 0}).truths());
      case Value.Tuple tuple -> flatten(name, tuple.items(), named);
      case Value.Sequence list -> flatten(name, list.items(), named);
      case Value.Mapping map ->
          map.entries().forEach((key, item) -> flatten(name + "." + text(key), item, named));
      case Value.Nothing _, Value.Text _ -> {}
      case Value.Reference reference -> {
        if (!(reference instanceof Instance object)) return;
        int place = 0;
        for (Value item : object.attributes().values()) flatten(name + "." + place++, item, named);
      }
    }
  }

  private static void flatten(String name, List<Value> items, Map<String, Array> named) {
    for (int i = 0; i < items.size(); i++) {
      flatten(name.equals("out") ? name + i : name + "." + i, items.get(i), named);
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
