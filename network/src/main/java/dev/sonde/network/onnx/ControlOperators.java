package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.ArrayList;
import java.util.List;

/** Graphs within graphs: branches, functions, and bodies over lists. */
final class ControlOperators {

  private ControlOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.any("If", 1, Units.BY_RANK, "else_branch then_branch", ControlOperators::branch),
        Operator.any("Loop", 2, Units.BY_RANK, "body", Loops::loop),
        Operator.any(
            "Scan",
            1,
            Units.BY_RANK,
            "body directions num_scan_inputs scan_input_axes scan_input_directions"
                + " scan_output_axes scan_output_directions",
            Scans::scan),
        Operator.any("SequenceMap", 1, Units.BY_RANK, "body", ControlOperators::map));
  }

  /** A function that the model defines itself. */
  static Operator function() {
    return Operator.any("function", 0, Units.BY_RANK, "", ControlOperators::call);
  }

  /** Inputs that the caller leaves out, at the end or by an empty name, are not there inside. */
  private static List<Datum> call(Call call) {
    Block body = call.block("body");
    if (call.inputs() > body.inputs().size()) {
      throw call.refused(
          "is a function of " + body.inputs().size() + " inputs and is given " + call.inputs());
    }
    List<Datum> given = new ArrayList<>();
    for (int i = 0; i < call.inputs(); i++) given.add(call.value(i).orElse(new Datum.Nothing()));
    return own(call, call.run(body, null, call.frame().suffix(), given));
  }

  private static List<Datum> branch(Call call) {
    Array condition = call.input(0);
    if (condition.count() != 1) throw call.refused("chooses by " + condition.count() + " truths");
    Block block = call.block(condition.item() != 0 ? "then_branch" : "else_branch");
    return own(call, call.run(block, call.frame(), call.frame().suffix(), List.of()));
  }

  /** The body once for each element of the first list; other inputs are lists of as many or one. */
  private static List<Datum> map(Call call) {
    Block body = call.block("body");
    int count = call.sequence(0).size();
    List<List<Datum>> results = new ArrayList<>();
    for (int i = 0; i < body.outputs().size(); i++) results.add(new ArrayList<>());
    for (int round = 0; round < count; round++) {
      call.run().countRound(call);
      List<Datum> given = new ArrayList<>();
      for (Datum input : call.values()) {
        if (!(input instanceof Datum.OfSequence(List<Datum> elements))) {
          given.add(input);
        } else if (elements.size() == count) {
          given.add(elements.get(round));
        } else {
          throw call.refused("goes over sequences of " + count + " and " + elements.size());
        }
      }
      List<Datum> made = call.run(body, call.frame(), call.frame().suffix() + "@t=" + round, given);
      for (int i = 0; i < made.size(); i++) results.get(i).add(made.get(i));
    }
    List<Datum> sequences = new ArrayList<>();
    for (List<Datum> one : results) sequences.add(new Datum.OfSequence(one));
    return sequences;
  }

  /** What a graph hands out is a site of its own beside the one inside. */
  static List<Datum> own(Call call, List<Datum> outputs) {
    if (!call.run().pass().recordsGradients()) return outputs;
    return outputs.stream()
        .map(out -> out instanceof Datum.OfArray(Array array) ? Datum.of(array.alias()) : out)
        .toList();
  }

  /** Arrays of as many rounds, put together along a new axis. */
  static Array stacked(Call call, int axis, List<Datum> collection) {
    List<Array> arrays = new ArrayList<>();
    for (Datum one : collection) {
      if (!(one instanceof Datum.OfArray(Array array))) {
        throw call.refused("collects " + one.words() + ", not arrays");
      }
      arrays.add(array);
    }
    long[] one = arrays.getFirst().shape().toArray();
    long[] whole = java.util.Arrays.copyOf(one, one.length + 1);
    whole[one.length] = arrays.size();
    call.requireSize(whole);
    return Functional.stack(call.axis(axis, whole.length), arrays);
  }
}
