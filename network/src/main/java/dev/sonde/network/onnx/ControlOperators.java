package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.ArrayList;
import java.util.List;

/** Graphs within graphs. */
final class ControlOperators {

  private ControlOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.many("If", 1, Units.BY_RANK, "else_branch then_branch", ControlOperators::branch),
        Operator.many("Loop", 2, Units.BY_RANK, "body", ControlOperators::loop));
  }

  /** A function that the model defines itself. */
  static Operator function() {
    return Operator.many("function", 0, Units.BY_RANK, "", ControlOperators::call);
  }

  private static List<Array> call(Call call) {
    Block body = call.block("body");
    if (call.inputs() < body.inputs().size()) {
      throw call.refused(
          "is a function of " + body.inputs().size() + " inputs and is given " + call.inputs());
    }
    return own(call.run().run(body, null, call.frame().suffix(), call.all()));
  }

  private static List<Array> branch(Call call) {
    Array condition = call.input(0);
    if (condition.count() != 1) throw call.refused("chooses by " + condition.count() + " truths");
    Block block = call.block(condition.item() != 0 ? "then_branch" : "else_branch");
    return own(call.run().run(block, call.frame(), call.frame().suffix(), List.of()));
  }

  /** What a graph hands out is a site of its own beside the one inside. */
  private static List<Array> own(List<Array> outputs) {
    return outputs.stream().map(Array::alias).toList();
  }

  /** Rounds until the count or the condition ends them; see {@link Limits#ROUNDS}. */
  private static List<Array> loop(Call call) {
    Block body = call.block("body");
    long rounds = call.optional(0).isPresent() ? call.numbers(0)[0] : Long.MAX_VALUE;
    boolean on = call.optional(1).isEmpty() || call.input(1).item() != 0;
    int carried = body.inputs().size() - 2;
    if (carried < 0 || call.inputs() < carried + 2 || body.outputs().size() < carried + 1) {
      throw call.refused("has a body whose inputs and outputs do not fit");
    }
    List<Array> state = new ArrayList<>();
    for (int i = 0; i < carried; i++) state.add(call.input(i + 2));
    int collected = body.outputs().size() - 1 - carried;
    List<List<Array>> collections = new ArrayList<>();
    for (int i = 0; i < collected; i++) collections.add(new ArrayList<>());
    for (long round = 0; on && round < rounds; round++) {
      call.run().countRound(call);
      List<Array> given = new ArrayList<>();
      given.add(Array.ofIndices(new long[] {round}));
      given.add(Array.ofIndices(new long[] {1}).truths());
      given.addAll(state);
      List<Array> results =
          call.run().run(body, call.frame(), call.frame().suffix() + "@t=" + round, given);
      on = results.getFirst().item() != 0;
      state = own(results.subList(1, 1 + carried));
      for (int i = 0; i < collected; i++) collections.get(i).add(results.get(1 + carried + i));
    }
    List<Array> outputs = new ArrayList<>(own(state));
    for (List<Array> collection : collections) {
      if (collection.isEmpty()) {
        throw call.refused("collects the results of no round, whose shape nobody knows");
      }
      long[] one = collection.getFirst().shape().toArray();
      long[] whole = new long[one.length + 1];
      whole[0] = collection.size();
      System.arraycopy(one, 0, whole, 1, one.length);
      call.requireSize(whole);
      outputs.add(Functional.stack(0, collection));
    }
    return outputs;
  }
}
