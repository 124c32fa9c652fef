package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Arrays from settings. */
final class CreationOperators {

  private CreationOperators() {}

  static List<Operator> all() {
    String constants =
        "sparse_value value value_float value_floats value_int value_ints value_string"
            + " value_strings";
    return List.of(
        Operator.any("Constant", 0, Units.BY_RANK, constants, CreationOperators::constant),
        Operator.one("ConstantOfShape", 1, Units.BY_RANK, "value", CreationOperators::filled)
            .exact(),
        Operator.one("Range", 3, Units.BY_RANK, "", CreationOperators::range),
        Operator.one("EyeLike", 1, Units.BY_RANK, "dtype k", CreationOperators::identity).exact());
  }

  /** What is not read once as a constant of the plan. */
  private static List<Datum> constant(Call call) {
    for (String array : List.of("value", "sparse_value")) {
      Optional<Datum> value = call.datum(array);
      if (value.isPresent()) return List.of(value.get());
    }
    if (call.has("value_string")) {
      return List.of(new Datum.OfText(Shape.of(), List.of(call.text("value_string", ""))));
    }
    if (call.has("value_strings")) {
      List<String> texts = call.texts("value_strings");
      return List.of(new Datum.OfText(Shape.of(texts.size()), texts));
    }
    return List.of(Datum.of(number(call)));
  }

  private static Array number(Call call) {
    if (call.has("value_int")) {
      return Array.ofIndices(new long[] {call.integer("value_int", 0)}).squeeze(0);
    }
    Optional<long[]> integers = call.integers("value_ints");
    if (integers.isPresent()) return Array.ofIndices(integers.get(), integers.get().length);
    Optional<float[]> reals = call.reals("value_floats");
    if (reals.isPresent()) return Array.of(reals.get(), reals.get().length);
    if (call.has("value_float")) {
      return Array.of(new float[] {(float) call.real("value_float", 0)});
    }
    throw call.refused("has no value");
  }

  private static Array filled(Call call) {
    long[] shape = call.numbers(0);
    call.requireSize(shape);
    Optional<Array> value = call.tensor("value");
    if (value.isEmpty()) return Indexing.filled(0, ElementType.FLOAT32, shape);
    if (value.get().count() != 1) throw call.refused("fills with an array " + value.get().shape());
    Array one = value.get().wide().view();
    return one.expand(shape).contiguous().to(value.get().type());
  }

  private static Array range(Call call) {
    double first = call.number(0);
    double end = call.number(1);
    double step = call.number(2);
    double count = Math.max(0, Math.ceil((end - first) / step));
    if (step == 0 || !(count <= Limits.ELEMENTS)) {
      throw call.refused("counts from " + first + " to " + end + " in steps of " + step);
    }
    ElementType type = call.input(0).type();
    if (count == 0) return Indexing.filled(0, type, 0);
    return Indexing.range(first, end, step, type);
  }

  private static Array identity(Call call) {
    Array x = call.input(0);
    if (x.rank() != 2) throw call.refused("makes a matrix like an array " + x.shape());
    ElementType type =
        call.has("dtype") ? ElementTypes.of(call, call.integer("dtype", 0)) : call.type(0);
    Array ones = Indexing.filled(1, type.wide(), x.shape().toArray());
    long k = call.integer("k", 0);
    return Indexing.triangle(Indexing.triangle(ones, true, k), false, k).to(type);
  }
}
