package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Layers that shift and scale: by statistics of training, or of the input itself. */
final class Normalisations {

  private static final double EPSILON = 1e-3;

  private Normalisations() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    all.put("BatchNormalization", Normalisations::batch);
    all.put("BatchNormalizationV1", Normalisations::batch);
    all.put("BatchNormalizationV2", Normalisations::batch);
    all.put("SyncBatchNormalization", Normalisations::batch);
    all.put("LayerNormalization", Normalisations::layer);
    all.put("GroupNormalization", Normalisations::group);
    all.put("RMSNormalization", Normalisations::meanSquare);
    all.put("UnitNormalization", Normalisations::unit);
    all.put("Normalization", Normalisations::fixed);
    return all;
  }

  /** (x − mean)·γ/√(variance + ε) + β, with the statistics of training. */
  private static List<Flow> batch(LayerCall call) {
    Layer layer = call.layer();
    int rank = call.input().rank();
    int axis = call.axis(rank);
    boolean scale = layer.truth("scale", true);
    boolean center = layer.truth("center", true);
    int moving = (scale ? 1 : 0) + (center ? 1 : 0);
    Operand mean = call.statistic("moving_mean", "vars/" + moving);
    Operand variance = call.statistic("moving_variance", "vars/" + (moving + 1));
    Operand epsilon = Operand.of(layer.real("epsilon", EPSILON));
    Operand factor = call.op("rsqrt", call.op("add", variance, epsilon));
    if (scale) factor = call.op("mul", call.weight("gamma", "vars/0"), factor);
    Operand shift = call.op("neg", call.op("mul", mean, factor));
    if (center) {
      shift = call.op("add", call.weight("beta", scale ? "vars/1" : "vars/0"), shift);
    }
    Operand scaled = call.op("mul", call.x(), call.along(factor, axis, rank));
    return call.same(call.op("add", scaled, call.along(shift, axis, rank)));
  }

  private static Optional<Operand> gamma(LayerCall call) {
    return call.layer().truth("scale", true)
        ? Optional.of(call.weight("gamma", "vars/0"))
        : Optional.empty();
  }

  private static Optional<Operand> beta(LayerCall call) {
    boolean scale = call.layer().truth("scale", true);
    return call.layer().truth("center", true)
        ? Optional.of(call.weight("beta", scale ? "vars/1" : "vars/0"))
        : Optional.empty();
  }

  private static List<Flow> layer(LayerCall call) {
    Layer layer = call.layer();
    int rank = call.input().rank();
    if (layer.truth("rms_scaling", false)) throw call.unknown("rms_scaling");
    long[] axes = call.axes();
    int first = rank;
    for (long axis : axes) first = Math.min(first, call.axis(axis, rank));
    if (first + axes.length != rank) throw call.unknown("an axis that is not among the last");
    long[] last = new long[axes.length];
    for (int i = 0; i < last.length; i++) last[i] = (long) first + i;
    Operand x = call.x();
    Operand centred = call.op("sub", x, mean(call, x, last));
    Operand variance = mean(call, call.op("mul", centred, centred), last);
    Operand epsilon = Operand.of(layer.real("epsilon", EPSILON));
    Operand y = call.op("mul", centred, call.op("rsqrt", call.op("add", variance, epsilon)));
    Optional<Operand> gamma = gamma(call);
    if (gamma.isPresent()) y = call.op("mul", y, gamma.get());
    Optional<Operand> beta = beta(call);
    if (beta.isPresent()) y = call.op("add", y, beta.get());
    return call.same(y);
  }

  private static Operand mean(LayerCall call, Operand x, long... axes) {
    return call.op("mean", x, Operand.list(axes), Operand.of(true));
  }

  private static List<Flow> group(LayerCall call) {
    Layer layer = call.layer();
    int rank = call.input().rank();
    int axis = call.axis(rank);
    if (rank < 3 || (axis != rank - 1 && axis != 1)) throw call.unknown("axis " + axis);
    boolean move = axis == rank - 1 && axis != 1;
    Operand x = call.x();
    if (move) x = call.op("movedim", x, Operand.of((long) axis), Operand.of(1L));
    Operand groups = Operand.of(layer.whole("groups", 32));
    if (layer.whole("groups", 32) == -1) groups = call.op("size", x, Operand.of(1L));
    Operand y =
        call.op(
            "group_norm",
            x,
            groups,
            gamma(call).orElse(Operand.none()),
            beta(call).orElse(Operand.none()),
            Operand.of(layer.real("epsilon", EPSILON)));
    if (move) y = call.op("movedim", y, Operand.of(1L), Operand.of((long) axis));
    return call.same(y);
  }

  private static List<Flow> meanSquare(LayerCall call) {
    Layer layer = call.layer();
    int rank = call.input().rank();
    int axis = call.axis(rank);
    Operand square = mean(call, call.op("mul", call.x(), call.x()), axis);
    Operand epsilon = Operand.of(layer.real("epsilon", 1e-6));
    Operand y = call.op("mul", call.x(), call.op("rsqrt", call.op("add", square, epsilon)));
    Operand scale = call.along(call.weight("scale", "vars/0"), axis, rank);
    return call.same(call.op("mul", y, scale));
  }

  private static List<Flow> unit(LayerCall call) {
    Operand square =
        call.op(
            "sum", call.op("mul", call.x(), call.x()), Operand.list(call.axes()), Operand.of(true));
    Operand least = call.op("clamp", square, Operand.of(1e-12), Operand.none());
    return call.same(call.op("mul", call.x(), call.op("rsqrt", least)));
  }

  /** Data shifted and scaled by figures that were measured before training. */
  private static List<Flow> fixed(LayerCall call) {
    Layer layer = call.layer();
    int rank = call.input().rank();
    Operand mean = figures(call, "mean", "vars/0");
    Operand variance = figures(call, "variance", "vars/1");
    if (layer.has("axis") || !layer.config().has("axis")) {
      int axis = call.axis(rank);
      mean = call.along(call.op("flatten", mean), axis, rank);
      variance = call.along(call.op("flatten", variance), axis, rank);
    }
    Operand deviation =
        call.op("clamp", call.op("sqrt", variance), Operand.of(1e-7), Operand.none());
    Operand x = call.op("to", call.x(), LayerCall.FLOAT32);
    if (layer.truth("invert", false)) {
      return call.same(call.op("add", mean, call.op("mul", x, deviation)));
    }
    return call.same(call.op("div", call.op("sub", x, mean), deviation));
  }

  private static Operand figures(LayerCall call, String name, String numbered) {
    if (call.weights().find(name, numbered).isPresent()) return call.statistic(name, numbered);
    if (call.layer().config().path(name).isNumber()) {
      return call.op("scalar_tensor", Operand.of(call.layer().real(name, 0)));
    }
    return BasicLayers.list(call, name, call.layer().config().path(name));
  }
}
