package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** What versions 1 to 6 of the operators said otherwise. */
final class Legacy {

  /** The first version in which arrays are broadcast as NumPy does. */
  private static final int BROADCASTING = 7;

  private static final Set<String> ALIGNED =
      Set.of("Add", "And", "Div", "Equal", "Greater", "Less", "Mul", "Or", "Pow", "Sub", "Xor");

  /** Attributes that only early versions have, by operator, and the version that has them not. */
  private static final Map<String, Map<String, Integer>> ATTRIBUTES =
      Map.of(
          "BatchNormalization", Map.of("is_test", 7),
          "Dropout", Map.of("is_test", 7),
          "GRU", Map.of("output_sequence", 7),
          "Gemm", Map.of("broadcast", 7),
          "LSTM", Map.of("output_sequence", 7),
          "Pad", Map.of("paddings", 2),
          "RNN", Map.of("output_sequence", 7),
          "Reshape", Map.of("shape", 5),
          "Upsample", Map.of("height_scale", 7, "width_scale", 7));

  private Legacy() {}

  /** Whether this attribute is one of an early version, which is computed. */
  static boolean knows(Operator operator, String attribute, int opset) {
    if (!operator.domain().isEmpty()) return false;
    // How a runtime may reuse memory: nothing depends on it.
    if (attribute.equals("consumed_inputs")) return opset < 6;
    if (ALIGNED.contains(operator.name())
        && (attribute.equals("broadcast") || attribute.equals("axis"))) {
      return opset < BROADCASTING;
    }
    Integer until = ATTRIBUTES.getOrDefault(operator.name(), Map.of()).get(attribute);
    return until != null && opset < until;
  }

  /** The second of two arrays, which before version 7 may lie along axes in the middle. */
  static Array aligned(Call call, Array first, Array second) {
    if (call.opset() >= BROADCASTING) return second;
    if (!call.flag("broadcast", false)) {
      if (first.shape().equals(second.shape())) return second;
      throw call.refused("joins arrays " + first.shape() + " and " + second.shape());
    }
    if (!call.has("axis")) return second;
    int axis = call.axis(call.integer("axis", 0), Math.max(1, first.rank()));
    if (axis + second.rank() > first.rank()) {
      throw call.refused("lays an array " + second.shape() + " along axis " + axis);
    }
    long[] shape = Arrays.copyOf(second.shape().toArray(), first.rank() - axis);
    Arrays.fill(shape, second.rank(), shape.length, 1);
    return second.view(shape);
  }

  /** Before version 7 these nodes learn unless they say that they are used. */
  static void requireTest(Call call) {
    if (call.opset() < 7 && !call.flag("is_test", false)) {
      throw call.refused("learns (is_test = 0): export the model for use");
    }
  }
}
