package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Spatial;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which calls are convolutions, and how their kernels move. */
final class Convolutions {

  /** What one call computed. */
  record Found(Shape inputShape, Array weight, Spatial.Geometry geometry) {}

  private Convolutions() {}

  static Optional<Found> of(String operator, Calls.Outcome outcome) {
    if (!operator.startsWith("aten::") || !operator.contains("conv")) return Optional.empty();
    Value weight = outcome.argument("weight");
    Value input = outcome.argument("input");
    if (!(weight instanceof Value.OfArray w) || !(input instanceof Value.OfArray x)) {
      return Optional.empty();
    }
    int axes = w.array().rank() - 2;
    if (axes < 1) return Optional.empty();
    boolean transposed =
        operator.contains("transpose") || Value.of(true).equals(outcome.argument("transposed"));
    long[] strides = numbers(outcome.argument("stride"), axes);
    long[] dilations = numbers(outcome.argument("dilation"), axes);
    long[] before =
        outcome.argument("padding") instanceof Value.Text text
            ? padding(text.text(), w.array(), dilations)
            : numbers(outcome.argument("padding"), axes);
    long groups = outcome.argument("groups") instanceof Value.Whole whole ? whole.number() : 1;
    Spatial.Geometry geometry =
        new Spatial.Geometry(strides, before, dilations, groups, transposed);
    return Optional.of(new Found(x.array().shape(), w.array(), geometry));
  }

  private static long[] padding(String mode, Array weight, long[] dilations) {
    long[] before = new long[dilations.length];
    if (!mode.equals("same")) return before;
    for (int axis = 0; axis < before.length; axis++) {
      before[axis] = dilations[axis] * (weight.extent(axis + 2) - 1) / 2;
    }
    return before;
  }

  private static long[] numbers(@Nullable Value value, int axes) {
    List<Value> items =
        switch (value) {
          case Value.Sequence list -> list.items();
          case Value.Tuple tuple -> tuple.items();
          case Value.Whole one -> List.of(one);
          case null, default -> List.of(Value.of(1));
        };
    long[] numbers = new long[axes];
    Arrays.setAll(
        numbers,
        axis ->
            items.get(Math.min(axis, items.size() - 1)) instanceof Value.Whole whole
                ? whole.number()
                : 1);
    return numbers;
  }
}
