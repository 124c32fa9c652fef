package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands before or behind a network in exports of classical libraries. */
final class ClassicalOperators {

  private static final String DOMAIN = "ai.onnx.ml";

  private ClassicalOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("ArrayFeatureExtractor", 2, Units.LAST, "", ClassicalOperators::features)
            .in(DOMAIN),
        Operator.one("Binarizer", 1, Units.SAME, "threshold", ClassicalOperators::binary)
            .in(DOMAIN),
        Operator.any(
                "LabelEncoder",
                1,
                Units.SAME,
                "default_float default_int64 default_string default_tensor keys_floats keys_int64s"
                    + " keys_strings keys_tensor values_floats values_int64s values_strings"
                    + " values_tensor",
                ClassicalOperators::label)
            .in(DOMAIN));
  }

  private static Array features(Call call) {
    Array x = call.input(0);
    Array at = call.input(1).to(ElementType.INT64).view(-1);
    Array picked = x.pick(x.rank() - 1, at);
    return x.rank() == 1 ? picked.unsqueeze(0) : picked;
  }

  private static Array binary(Call call) {
    Array x = call.input(0);
    Array bound = Indexing.filled(call.real("threshold", 0), x.type());
    return Binary.GREATER.of(x, bound).to(x.type());
  }

  /** A key's value, or the default. Not-a-number is a key too. */
  private static List<Datum> label(Call call) {
    List<Object> keys = list(call, "keys");
    List<Object> values = list(call, "values");
    if (keys.size() != values.size()) {
      throw call.refused("has " + keys.size() + " keys and " + values.size() + " values");
    }
    Map<Object, Object> labels = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) labels.putIfAbsent(keys.get(i), values.get(i));
    List<Object> asked = elements(call, call.any(0));
    boolean text =
        call.has("values_strings")
            || call.datum("values_tensor").filter(v -> v instanceof Datum.OfText).isPresent();
    Object absent = absent(call, text);
    List<Object> found = new ArrayList<>();
    for (Object one : asked) found.add(labels.getOrDefault(one, absent));
    Shape shape = call.any(0) instanceof Datum.OfText input ? input.shape() : call.exact(0).shape();
    if (text) {
      return List.of(new Datum.OfText(shape, found.stream().map(Object::toString).toList()));
    }
    double[] numbers = found.stream().mapToDouble(one -> ((Number) one).doubleValue()).toArray();
    ElementType type =
        call.has("values_floats")
            ? ElementType.FLOAT32
            : call.tensor("values_tensor").map(Array::type).orElse(ElementType.INT64);
    if (!type.isReal()) {
      long[] whole = found.stream().mapToLong(one -> ((Number) one).longValue()).toArray();
      return List.of(Datum.of(Array.ofIndices(whole, shape.toArray()).to(type)));
    }
    return List.of(Datum.of(Array.ofDoubles(numbers, shape.toArray()).to(type)));
  }

  private static Object absent(Call call, boolean text) {
    Optional<Datum> tensor = call.datum("default_tensor");
    if (tensor.isPresent()) return elements(call, tensor.get()).getFirst();
    if (text) return call.text("default_string", "_Unused");
    if (call.has("values_floats")) return call.real("default_float", -0.0);
    return call.integer("default_int64", -1);
  }

  private static List<Object> list(Call call, String side) {
    Optional<Datum> tensor = call.datum(side + "_tensor");
    if (tensor.isPresent()) return elements(call, tensor.get());
    List<Object> all = new ArrayList<>(call.texts(side + "_strings"));
    for (long one : call.integers(side + "_int64s").orElse(new long[0])) all.add(one);
    for (float one : call.reals(side + "_floats").orElse(new float[0])) all.add((double) one);
    return all;
  }

  private static List<Object> elements(Call call, Datum value) {
    List<Object> all = new ArrayList<>();
    switch (value) {
      case Datum.OfText text -> all.addAll(text.elements());
      case Datum.OfArray(Array array) -> {
        if (array.isReal()) for (double one : array.toDoubles()) all.add(one);
        else for (long one : array.toLongs()) all.add(one);
      }
      case Datum.OfSequence _, Datum.Nothing _ ->
          throw call.refused("looks up " + value.words() + ", not an array");
    }
    return all;
  }
}
