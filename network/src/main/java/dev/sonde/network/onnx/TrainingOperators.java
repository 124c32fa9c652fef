package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Unary;
import java.util.ArrayList;
import java.util.List;

/** One step of an optimiser, for all its parameters. */
final class TrainingOperators {

  private static final String DOMAIN = "ai.onnx.preview.training";

  private TrainingOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.many(
                "Adagrad",
                3,
                Units.BY_RANK,
                "decay_factor epsilon norm_coefficient",
                call -> each(call, 3, TrainingOperators::adagrad))
            .in(DOMAIN),
        Operator.many(
                "Adam",
                3,
                Units.BY_RANK,
                "alpha beta epsilon norm_coefficient norm_coefficient_post",
                call -> each(call, 4, TrainingOperators::adam))
            .in(DOMAIN),
        Operator.many(
                "Momentum",
                3,
                Units.BY_RANK,
                "alpha beta mode norm_coefficient",
                call -> each(call, 3, TrainingOperators::momentum))
            .in(DOMAIN));
  }

  /** The new parameter and its new states. */
  private interface Rule {
    List<Array> step(Call call, List<Array> parts);
  }

  /**
   * After rate and step count come all parameters, then all gradients, then each kind of state.
   *
   * @param kinds how many arrays belong to a parameter
   */
  private static List<Array> each(Call call, int kinds, Rule rule) {
    int count = (call.inputs() - 2) / kinds;
    if (count < 1 || count * kinds != call.inputs() - 2) {
      throw call.refused("has " + (call.inputs() - 2) + " arrays, not " + kinds + " of each");
    }
    List<List<Array>> results = new ArrayList<>();
    for (int i = 0; i < kinds - 1; i++) results.add(new ArrayList<>());
    for (int i = 0; i < count; i++) {
      List<Array> parts = new ArrayList<>();
      for (int kind = 0; kind < kinds; kind++) parts.add(call.input(2 + kind * count + i));
      List<Array> made = rule.step(call, parts);
      for (int kind = 0; kind < made.size(); kind++) results.get(kind).add(made.get(kind));
    }
    return results.stream().flatMap(List::stream).toList();
  }

  private static Array gradient(Call call, List<Array> parts) {
    return parts.get(0).multiply(call.real("norm_coefficient", 0)).add(parts.get(1));
  }

  private static List<Array> adagrad(Call call, List<Array> parts) {
    Array gradient = gradient(call, parts);
    double rate = call.number(0) / (1 + call.number(1) * call.real("decay_factor", 0));
    Array squares = parts.get(2).add(gradient.square());
    Array size = Unary.SQUARE_ROOT.of(squares).add(call.real("epsilon", 0));
    return List.of(parts.get(0).subtract(gradient.multiply(rate).divide(size)), squares);
  }

  private static List<Array> adam(Call call, List<Array> parts) {
    Array gradient = gradient(call, parts);
    double alpha = call.real("alpha", .9);
    double beta = call.real("beta", .999);
    Array mean = parts.get(2).multiply(alpha).add(gradient.multiply(1 - alpha));
    Array squares = parts.get(3).multiply(beta).add(gradient.square().multiply(1 - beta));
    Array size = Unary.SQUARE_ROOT.of(squares).add(call.real("epsilon", 0));
    double step = call.number(1);
    double rate = call.number(0);
    if (step > 0) rate *= Math.sqrt(1 - Math.pow(beta, step)) / (1 - Math.pow(alpha, step));
    Array next = parts.get(0).subtract(mean.multiply(rate).divide(size));
    return List.of(next.multiply(1 - call.real("norm_coefficient_post", 0)), mean, squares);
  }

  private static List<Array> momentum(Call call, List<Array> parts) {
    Array gradient = gradient(call, parts);
    double alpha = call.real("alpha", 0);
    double share = call.number(1) > 0 ? call.real("beta", 1) : 1;
    Array speed = parts.get(2).multiply(alpha).add(gradient.multiply(share));
    String mode = call.text("mode", "");
    Array direction =
        switch (mode) {
          case "standard" -> speed;
          case "nesterov" -> gradient.add(speed.multiply(alpha));
          default -> throw call.refused("moves in the mode '" + mode + "'");
        };
    return List.of(parts.get(0).subtract(direction.multiply(call.number(0))), speed);
  }
}
