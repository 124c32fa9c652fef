package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.Site;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One use of a layer, and the words in which rules write what it computes.
 *
 * @param site its address: {@code encoder/dense_1}
 * @param inputs arrays that it gets by place; numbers and the like are in {@code plain}
 * @param named arrays that it gets by name, such as {@code initial_state}
 * @param plain arguments that are no arrays, by name or place
 */
record LayerCall(
    Lowering lowering,
    Layer layer,
    Weights weights,
    String site,
    List<Flow> inputs,
    Map<String, List<Flow>> named,
    Map<String, JsonNode> plain) {

  /** A whole number of 64 bits, as libtorch numbers its types; float32 and truths likewise. */
  static final Operand INT64 = Operand.of(4L);

  static final Operand FLOAT32 = Operand.of(6L);
  static final Operand BOOL = Operand.of(11L);

  LayerCall with(Layer other, Weights otherWeights, String otherSite, List<Flow> otherInputs) {
    return new LayerCall(lowering, other, otherWeights, otherSite, otherInputs, Map.of(), Map.of());
  }

  ProgramBuilder builder() {
    return lowering.builder();
  }

  private Origin origin() {
    return Origin.of(site, layer.kind());
  }

  Flow input() {
    if (inputs.isEmpty()) throw layer.wrong("it has no input");
    return inputs.getFirst();
  }

  Operand x() {
    return input().value();
  }

  /** Calls an operator of libtorch: {@code op("relu", x)}. */
  Operand op(String operator, Operand... arguments) {
    String whole = operator.contains("::") ? operator : "aten::" + operator;
    return builder().call(whole, origin(), arguments);
  }

  /** As {@link #op}, seen by probes at {@code dense@PART}. */
  Operand seen(String part, int unitAxis, String operator, Operand... arguments) {
    Site at = new Site(site + "@" + part, List.of(), unitAxis);
    return builder().call("aten::" + operator, origin(), at, arguments);
  }

  /** A trained tensor of the layer under one of its names. */
  Operand weight(String... names) {
    return lowering.constant(weights.get(names), true);
  }

  Optional<Operand> weightIfAny(String... names) {
    return weights.find(names).map(tensor -> lowering.constant(tensor, true));
  }

  /** A tensor that training moved without a gradient. */
  Operand statistic(String... names) {
    return lowering.constant(weights.get(names), false);
  }

  /** The bias, or nothing if the layer has none. */
  Operand bias() {
    if (!layer.truth("use_bias", true)) return Operand.none();
    return weight("bias", "vars/1");
  }

  long extent(int axis, String... names) {
    Tensor tensor = weights.get(names);
    int rank = tensor.shape().rank();
    int at = axis < 0 ? rank + axis : axis;
    if (at >= 0 && at < rank) return tensor.shape().extent(at);
    throw layer.wrong("its '" + tensor.address() + "' has shape " + tensor.shape());
  }

  void requireRank(Flow flow, int rank) {
    if (flow.rank() == rank) return;
    throw layer.wrong("its input has " + flow.rank() + " axes, expected " + rank);
  }

  List<Flow> one(Operand value, int rank) {
    return List.of(Flow.of(value, rank));
  }

  /** A value of the input's rank, under its mask. */
  List<Flow> same(Operand value) {
    return List.of(new Flow(value, input().rank(), input().mask()));
  }

  /** The axis of a setting as one from 0 on. */
  int axis(long axis, int rank) {
    long from = axis < 0 ? rank + axis : axis;
    if (from < 0 || from >= rank) throw layer.wrong("its axis is " + axis + " of " + rank);
    return (int) from;
  }

  /** The layer's axes, the last if it names none. */
  long[] axes() {
    long[] axes = layer.list("axis", -1);
    if (axes.length == 0) throw layer.wrong("its axis is an empty list");
    return axes;
  }

  /** The layer's one axis, from 0 on. */
  int axis(int rank) {
    long[] axes = axes();
    if (axes.length > 1) throw unknown("an axis of " + axes.length + " numbers");
    return axis(axes[0], rank);
  }

  /** A vector as an array that lies along one axis of another. */
  Operand along(Operand vector, int axis, int rank) {
    if (axis == rank - 1) return vector;
    Operand shaped = vector;
    for (int i = axis + 1; i < rank; i++) shaped = op("unsqueeze", shaped, Operand.of(-1L));
    return shaped;
  }

  /** Moves the last axis to where libtorch has channels, or back; nothing if they are there. */
  Operand channelsFirst(Operand value, int rank) {
    if (lowering.channelsFirst(layer)) return value;
    long[] axes = new long[rank];
    for (int i = 2; i < rank; i++) axes[i] = i - 1L;
    axes[1] = rank - 1L;
    return op("permute", value, Operand.list(axes));
  }

  Operand channelsBack(Operand value, int rank) {
    if (lowering.channelsFirst(layer)) return value;
    long[] axes = new long[rank];
    for (int i = 1; i < rank - 1; i++) axes[i] = i + 1L;
    axes[rank - 1] = 1;
    return op("permute", value, Operand.list(axes));
  }

  /** Where channels are after all: the last axis, or the second. */
  int unitAxis() {
    return lowering.channelsFirst(layer) ? 1 : -1;
  }

  ProgramException unknown(String what) {
    return layer.wrong(what + " is not among what Sonde computes");
  }
}
