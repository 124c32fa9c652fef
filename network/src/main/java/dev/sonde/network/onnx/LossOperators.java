package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import java.util.List;

/** How wrong predictions are. */
final class LossOperators {

  private LossOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one(
            "NegativeLogLikelihoodLoss",
            2,
            Units.BY_RANK,
            "ignore_index reduction",
            call -> loss(call, call.input(0))),
        Operator.many(
            "SoftmaxCrossEntropyLoss",
            2,
            Units.BY_RANK,
            "ignore_index reduction",
            call -> {
              Array logs = Functional.logSoftmax(call.input(0), 1);
              return List.of(loss(call, logs), logs);
            }));
  }

  /** {@code logs [examples × classes × …]}, classes {@code [examples × …]}. */
  private static Array loss(Call call, Array logs) {
    Array classes = call.input(1).to(ElementType.INT64);
    if (logs.rank() != classes.rank() + 1) {
      throw call.refused("compares " + logs.shape() + " with classes " + classes.shape());
    }
    ElementType type = logs.type();
    Array zero = Array.ofIndices(new long[] {0});
    Array counted = Indexing.filled(1, type, classes.shape().toArray());
    if (call.has("ignore_index")) {
      Array ignored = Array.ofIndices(new long[] {call.integer("ignore_index", 0)});
      Array skip = Binary.EQUAL.of(classes, ignored);
      counted = Indexing.filled(0, type).where(skip, counted);
      classes = zero.where(skip, classes);
    }
    if (call.optional(2).isPresent()) {
      Array weights = call.input(2).pick(0, classes.view(-1)).view(classes.shape().toArray());
      counted = counted.multiply(weights);
    }
    Array losses = logs.gather(1, classes.unsqueeze(1)).squeeze(1).multiply(-1).multiply(counted);
    String reduction = call.text("reduction", "mean");
    return switch (reduction) {
      case "none" -> losses;
      case "sum" -> losses.sum();
      case "mean" -> losses.sum().divide(counted.sum());
      default -> throw call.refused("reduces by '" + reduction + "'");
    };
  }
}
