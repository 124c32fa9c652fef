package dev.sonde.network.program;

import dev.sonde.network.program.Builtins.Builtin;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Unary;
import dev.sonde.network.torch.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Linear layers with whole-number weights and activations that are rounded to 8 bits as they come
 * ("dynamic quantisation"), as QNNPACK computes them. FBGEMM takes 7 bits of the 8, and is so much
 * less exact. The sums are of rounded reals, which are the same as those of whole numbers;
 * gradients pass the rounding by.
 */
final class QuantisedOperators {

  private static final int MOST = 255;

  private QuantisedOperators() {}

  static Map<String, Builtin> all() {
    return Map.of(
        "quantized::linear_dynamic", (run, a) -> Optional.of(linear(run, a, false)),
        "quantized::linear_relu_dynamic", (run, a) -> Optional.of(linear(run, a, true)));
  }

  private static Value linear(Run run, List<Value> a, boolean relu) {
    if (a.size() < 2
        || !(a.get(0) instanceof Value.OfArray input)
        || !(a.get(1) instanceof Instance packed)) {
      throw new TorchException("it takes an array and packed weights");
    }
    double rows = input.array().count() / (double) Math.max(1, input.array().extent(-1));
    double weights = stored(run, packed, "weight").count();
    run.work().charge(input.array().count() + weights);
    run.work().multiply(rows * weights, true);
    Array y = Functional.linear(rounded(input.array()), weight(run, packed), bias(run, packed));
    return Value.of(relu ? y.relu() : y);
  }

  /** The activations as they are after rounding to 8 bits. */
  private static Array rounded(Array x) {
    double least = 0;
    double most = 0;
    for (float number : x.toFloats()) {
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
    float scale = (float) ((most - least) / MOST);
    if (scale == 0 || !Float.isFinite(1 / scale)) scale = 0.1f;
    double zero = zero(least / (double) scale, most / (double) scale);
    Array steps = Unary.ROUND.of(x.detach().multiply(1 / scale)).add(zero);
    Array rounded = steps.atLeast(0).atMost(MOST).add(-zero).multiply(scale);
    return x.add(rounded.subtract(x.detach()));
  }

  /** The whole number that stands for 0, found from the end that is less in error. */
  private static double zero(double least, double most) {
    double fromLeast = -least;
    double fromMost = MOST - most;
    double zero = Math.abs(least) < MOST + Math.abs(most) ? fromLeast : fromMost;
    return Math.rint(Math.clamp(zero, 0, MOST));
  }

  private static Array stored(Run run, Instance packed, String name) {
    if (packed.attributes().get(name) instanceof Instance.Stored stored) {
      return run.constant(stored.address());
    }
    throw new TorchException("packed weights without their '" + name + "'");
  }

  /** {@code [out × in]}, with one scale for all or one a row. */
  private static Array weight(Run run, Instance packed) {
    Array whole = stored(run, packed, "weight").toFloat();
    if (packed.attributes().get("scale") instanceof Value.Real scale) {
      double zero =
          packed.attributes().get("zero") instanceof Value.Whole number ? number.number() : 0;
      return whole.add(-zero).multiply(scale.number());
    }
    Array scales = stored(run, packed, "scale").toFloat().view(-1, 1);
    Array zeros = stored(run, packed, "zero").toFloat().view(-1, 1);
    return whole.subtract(zeros).multiply(scales);
  }

  private static Array bias(Run run, Instance packed) {
    return packed.attributes().get("bias") instanceof Instance.Stored
        ? stored(run, packed, "bias")
        : Array.zeros(stored(run, packed, "weight").extent(0));
  }
}
