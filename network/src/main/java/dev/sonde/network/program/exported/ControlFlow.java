package dev.sonde.network.program.exported;

import dev.sonde.network.program.Block;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.Step;
import java.util.ArrayList;
import java.util.List;

/** Operators of higher order: their arguments are graphs. */
record ControlFlow(
    Lowering lowering,
    ProgramBuilder builder,
    Node node,
    Names names,
    String scope,
    Origin origin) {

  void add(String operator) {
    switch (operator) {
      case "cond" -> choose();
      case "while_loop" -> loop();
      case "scan" -> scan();
      case "map_impl" -> map();
      case "wrap_with_set_grad_enabled" -> inline(1, 2);
      case "wrap_with_autocast" -> autocast();
      case "invoke_subgraph" -> inline(0, 2);
      case "wrap", "hints_wrapper" -> inline(0, 1);
      default ->
          throw new ProgramException(
              node.file()
                  + ": uses torch.ops.higher_order."
                  + operator
                  + ", which Sonde does not run"
                  + Lowering.at(origin));
    }
  }

  /** Arguments of graphs in lists or tuples, laid flat. */
  private List<Operand> flat(List<Operand> operands) {
    List<Operand> flat = new ArrayList<>();
    for (Operand operand : operands) {
      if (operand instanceof Operand.Several several) flat.addAll(several.items());
      else flat.add(operand);
    }
    return flat;
  }

  private List<Operand> graph(int place, List<Operand> given) {
    String called = lowering.graphName(node, place);
    return lowering.inline(lowering.graph(node, place), given, origin.module(), called);
  }

  private void inline(int graph, int operands) {
    List<Operand> given = lowering.operands(node, operands, scope);
    lowering.give(graph(graph, given), node, names, scope, origin);
  }

  private void autocast() {
    if (!lowering.argument(node, 1).has("as_none")
        || lowering.argument(node, 2).get("as_bool").truth()) {
      throw new ProgramException(
          node.file()
              + ": computes in mixed precision (autocast), which Sonde does not repeat"
              + Lowering.at(origin)
              + "; export it without autocast");
    }
    inline(4, 5);
  }

  private void choose() {
    Operand condition = Literals.of(lowering.argument(node, 0), scope);
    List<Operand> given = flat(lowering.operands(node, 3, scope));
    List<String> held = new ArrayList<>();
    for (int i = 0; i < node.items("outputs").size() + arrays(); i++) held.add(builder.fresh());
    Block yes = builder.block(() -> hold(graph(1, given), held));
    Block no = builder.block(() -> hold(graph(2, given), held));
    builder.step(new Step.Choose(condition, yes, no, origin));
    lowering.give(held.stream().map(Operand::named).toList(), node, names, scope, origin);
  }

  /** Outputs in lists beside one. */
  private int arrays() {
    return Names.made(node).size();
  }

  private void hold(List<Operand> values, List<String> names) {
    for (int i = 0; i < values.size() && i < names.size(); i++) {
      builder.step(new Step.Assign(names.get(i), values.get(i)));
    }
  }

  /** All at once, so that one new value does not meet another. */
  private void carry(List<Operand> values, List<String> names) {
    List<String> fresh = values.stream().map(_ -> builder.fresh()).toList();
    hold(values, fresh);
    hold(fresh.stream().map(Operand::named).toList(), names);
  }

  private List<Operand> list(int place) {
    return flat(List.of(Literals.of(lowering.argument(node, place), scope)));
  }

  private List<Operand> list(int place, boolean optional) {
    boolean absent = optional && place >= node.items("inputs").size();
    return absent ? List.of() : list(place);
  }

  private void loop() {
    List<Operand> carried = list(2);
    List<Operand> others = list(3, true);
    List<String> state = carried.stream().map(_ -> builder.fresh()).toList();
    hold(carried, state);
    List<Operand> given = new ArrayList<>(state.stream().map(Operand::named).toList());
    given.addAll(others);
    String on = builder.fresh();
    Block test =
        builder.block(
            () -> {
              List<Operand> truths = graph(0, given);
              if (truths.size() != 1) throw node.wrong("condition of one truth");
              builder.step(new Step.Assign(on, truths.getFirst()));
            });
    Block body = builder.block(() -> carry(graph(1, given), state));
    builder.step(new Step.Repeat(test, Operand.named(on), body, origin));
    lowering.give(state.stream().map(Operand::named).toList(), node, names, scope, origin);
  }

  /** {@code scan(graph, init, xs, others)}: along the first axis. */
  private void scan() {
    List<Operand> initial = list(1);
    List<Operand> sequences = list(2);
    int next = 3;
    // Until 2.6 a dimension and a direction came before the rest.
    while (next < node.items("inputs").size()
        && (lowering.argument(node, next).has("as_int")
            || lowering.argument(node, next).has("as_bool"))) {
      next++;
    }
    over(0, initial, sequences, list(next, true));
  }

  private void map() {
    over(0, List.of(), list(1), list(2, true));
  }

  private void over(
      int graph, List<Operand> initial, List<Operand> sequences, List<Operand> others) {
    if (sequences.isEmpty()) throw node.wrong("sequence to go over");
    List<String> state = initial.stream().map(_ -> builder.fresh()).toList();
    hold(initial, state);
    String round = builder.fresh();
    builder.step(new Step.Assign(round, Operand.of(0)));
    Operand rounds = builder.call("aten::size", origin, sequences.getFirst(), Operand.of(0));
    int collected = lowering.graph(node, graph).items("outputs").size() - state.size();
    if (collected < 0) throw node.wrong("graph that gives its state back");
    List<String> lists = new ArrayList<>();
    for (int i = 0; i < collected; i++) {
      lists.add(builder.fresh());
      builder.step(new Step.Assign(lists.get(i), new Operand.Several(List.of())));
    }
    String on = builder.fresh();
    Block test =
        builder.block(
            () ->
                builder.step(
                    new Step.Assign(
                        on, builder.call("aten::lt", origin, Operand.named(round), rounds))));
    Block body =
        builder.block(
            () -> {
              List<Operand> given = new ArrayList<>(state.stream().map(Operand::named).toList());
              for (Operand sequence : sequences) {
                given.add(
                    builder.call(
                        "aten::select", origin, sequence, Operand.of(0), Operand.named(round)));
              }
              given.addAll(others);
              List<Operand> outputs = graph(graph, given);
              for (int i = 0; i < collected; i++) {
                builder.call(
                    "aten::append",
                    origin,
                    Operand.named(lists.get(i)),
                    outputs.get(state.size() + i));
              }
              carry(outputs.subList(0, state.size()), state);
              builder.step(
                  new Step.Assign(
                      round,
                      builder.call("aten::add", origin, Operand.named(round), Operand.of(1))));
            });
    builder.step(new Step.Repeat(test, Operand.named(on), body, origin));
    List<Operand> results = new ArrayList<>(state.stream().map(Operand::named).toList());
    for (String list : lists) {
      results.add(builder.call("aten::stack", origin, Operand.named(list), Operand.of(0)));
    }
    lowering.give(results, node, names, scope, origin);
  }
}
