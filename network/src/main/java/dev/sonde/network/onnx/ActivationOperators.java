package dev.sonde.network.onnx;

import static dev.sonde.network.onnx.Units.SAME;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Unary;
import java.util.List;
import java.util.function.UnaryOperator;

/** What stands behind a layer's sums. */
final class ActivationOperators {

  private ActivationOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("Relu", 1, SAME, "", call -> Unary.RELU.of(call.input(0))),
        Operator.one("Sigmoid", 1, SAME, "", call -> Unary.SIGMOID.of(call.input(0))),
        Operator.one("Tanh", 1, SAME, "", call -> Unary.TANH.of(call.input(0))),
        Operator.one("Softplus", 1, SAME, "", call -> Unary.SOFTPLUS.of(call.input(0))),
        Operator.one("Softsign", 1, SAME, "", call -> softsign(call.input(0))),
        Operator.one("Swish", 1, SAME, "alpha", call -> swish(call, call.input(0))),
        Operator.one(
            "SwiGLU", 2, SAME, "alpha", call -> swish(call, call.input(0)).multiply(call.input(1))),
        Operator.one("Mish", 1, SAME, "", call -> Unary.MISH.of(call.input(0))),
        Operator.one("Gelu", 1, SAME, "approximate", ActivationOperators::gelu),
        Operator.one(
            "LeakyRelu", 1, SAME, "alpha", call -> leaky(call.input(0), call.real("alpha", .01))),
        Operator.one(
            "ThresholdedRelu",
            1,
            SAME,
            "alpha",
            call -> thresholded(call.input(0), call.real("alpha", 1))),
        Operator.one("PRelu", 2, SAME, "", ActivationOperators::prelu),
        Operator.one("Elu", 1, SAME, "alpha", call -> elu(call.input(0), call.real("alpha", 1))),
        Operator.one("Selu", 1, SAME, "alpha gamma", ActivationOperators::selu),
        Operator.one("Celu", 1, SAME, "alpha", ActivationOperators::celu),
        Operator.one(
            "HardSigmoid",
            1,
            SAME,
            "alpha beta",
            call -> hardSigmoid(call.input(0), call.real("alpha", .2), call.real("beta", .5))),
        Operator.one(
            "HardSwish",
            1,
            SAME,
            "",
            call -> call.input(0).multiply(hardSigmoid(call.input(0), 1.0 / 6, .5))),
        Operator.one("Shrink", 1, SAME, "bias lambd", ActivationOperators::shrink),
        Operator.one(
            "Softmax", 1, SAME, "axis", call -> along(call, x -> Functional.softmax(x, -1))),
        Operator.one(
            "LogSoftmax", 1, SAME, "axis", call -> along(call, x -> Functional.logSoftmax(x, -1))),
        Operator.one("Hardmax", 1, SAME, "axis", call -> along(call, ActivationOperators::first)));
  }

  private static Array swish(Call call, Array x) {
    return x.multiply(x.multiply(call.real("alpha", 1)).sigmoid());
  }

  static Array softsign(Array x) {
    return x.divide(Unary.ABS.of(x).add(1));
  }

  static Array leaky(Array x, double slope) {
    return x.relu().add(x.atMost(0).multiply(slope));
  }

  static Array thresholded(Array x, double threshold) {
    Array bound = Indexing.filled(threshold, x.type());
    return x.multiply(Binary.GREATER.of(x, bound).to(x.type()));
  }

  static Array elu(Array x, double alpha) {
    return x.relu().add(x.atMost(0).exp().add(-1).multiply(alpha));
  }

  static Array hardSigmoid(Array x, double alpha, double beta) {
    return x.multiply(alpha).add(beta).atLeast(0).atMost(1);
  }

  private static Array gelu(Call call) {
    String approximate = call.text("approximate", "none");
    return switch (approximate) {
      case "none" -> Unary.GELU.of(call.input(0));
      case "tanh" -> Unary.GELU_TANH.of(call.input(0));
      default -> throw call.refused("approximates by '" + approximate + "'");
    };
  }

  private static Array prelu(Call call) {
    Array x = call.input(0);
    Array slope = call.input(1);
    if (call.opset() < 7 && slope.count() > 1 && slope.rank() == 1 && x.rank() > 2) {
      // One slope per channel.
      long[] channels = new long[x.rank() - 1];
      java.util.Arrays.fill(channels, 1);
      channels[0] = slope.count();
      slope = slope.view(channels);
    }
    Broadcast.require(call, x, slope);
    return x.relu().add(x.atMost(0).multiply(slope));
  }

  private static Array selu(Call call) {
    double alpha = call.real("alpha", 1.6732631921768188);
    double gamma = call.real("gamma", 1.0507010221481323);
    return elu(call.input(0), alpha).multiply(gamma);
  }

  private static Array celu(Call call) {
    double alpha = call.real("alpha", 1);
    Array x = call.input(0);
    return x.relu().add(x.atMost(0).multiply(1 / alpha).exp().add(-1).multiply(alpha));
  }

  private static Array shrink(Call call) {
    Array x = call.input(0);
    double bias = call.real("bias", 0);
    double lambda = call.real("lambd", .5);
    Array low = Binary.LESS.of(x, Indexing.filled(-lambda, x.type())).to(x.type());
    Array high = Binary.GREATER.of(x, Indexing.filled(lambda, x.type())).to(x.type());
    return x.add(bias).multiply(low).add(x.add(-bias).multiply(high));
  }

  /** Over one axis since version 13; before, over all axes from that one on together. */
  private static Array along(Call call, UnaryOperator<Array> lastAxis) {
    Array x = call.input(0);
    long[] shape = x.shape().toArray();
    if (call.opset() < 13) {
      long given = call.integer("axis", 1);
      int axis = given == shape.length ? shape.length : call.axis(given, shape.length);
      long rows = 1;
      for (int i = 0; i < axis; i++) rows *= shape[i];
      long columns = 1;
      for (int i = axis; i < shape.length; i++) columns *= shape[i];
      return lastAxis.apply(x.view(rows, columns)).view(shape);
    }
    int axis = call.axis(call.integer("axis", -1), shape.length);
    int last = shape.length - 1;
    if (axis == last) return lastAxis.apply(x);
    return lastAxis.apply(x.transpose(axis, last)).transpose(axis, last);
  }

  /** One at the greatest element of each row, the first of equals. */
  private static Array first(Array x) {
    Array at = x.argmax(-1).unsqueeze(-1);
    Array zeros = Indexing.filled(0, x.type(), x.shape().toArray());
    Array ones = Indexing.filled(1, x.type(), at.shape().toArray());
    return Indexing.scatter(zeros, -1, at, ones);
  }
}
