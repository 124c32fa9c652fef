package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Arrays from settings. */
final class CreationOperators {

  private CreationOperators() {}

  static List<Operator> all() {
    String constants = "value value_float value_floats value_int value_ints";
    return List.of(
        Operator.one("Constant", 0, Units.BY_RANK, constants, CreationOperators::constant),
        Operator.one("ConstantOfShape", 1, Units.BY_RANK, "value", CreationOperators::filled),
        Operator.one("Range", 3, Units.BY_RANK, "", CreationOperators::range),
        Operator.one("EyeLike", 1, Units.BY_RANK, "dtype k", CreationOperators::identity));
  }

  /** What is not read once as a constant of the plan. */
  private static Array constant(Call call) {
    Optional<Tensor> tensor = call.tensor("value");
    if (tensor.isPresent()) return Array.of(tensor.get());
    if (call.has("value_int")) {
      return Array.ofIndices(new long[] {call.integer("value_int", 0)}).squeeze(0);
    }
    Optional<long[]> integers = call.integers("value_ints");
    if (integers.isPresent()) return Array.ofIndices(integers.get(), integers.get().length);
    Optional<float[]> reals = call.reals("value_floats");
    if (reals.isPresent()) return Array.of(reals.get(), reals.get().length);
    if (call.has("value_float"))
      return Array.scalar((float) call.real("value_float", 0)).squeeze(0);
    throw call.refused("has no value");
  }

  private static Array filled(Call call) {
    long[] shape = call.numbers(0);
    call.requireSize(shape);
    Optional<Tensor> value = call.tensor("value");
    if (value.isEmpty()) return Indexing.filled(0, ElementType.FLOAT32, shape);
    if (value.get().count() != 1) throw call.refused("fills with " + value.get());
    Array one = Array.of(value.get());
    return one.view(1).expand(new long[] {1}).squeeze(0).expand(shape).contiguous();
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
    if (call.has("dtype")) throw call.refused("changes the type; use Cast after it");
    Array ones = Indexing.filled(1, x.type(), x.shape().toArray());
    long k = call.integer("k", 0);
    return Indexing.triangle(Indexing.triangle(ones, true, k), false, k);
  }
}
