package dev.sonde.network.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same program, in which recurrent networks that libtorch runs in one call ({@code aten::lstm})
 * are computed step by step, so that probes see what they hold: states {@code rnn@h@t=3}, {@code
 * rnn@c@t=3}, gates {@code rnn@f@t=3}. Of several layers or directions the names go on as PyTorch's
 * parameters do: {@code rnn@h_l1_reverse@t=0}; there round 0 reads the last step. Slower, and equal
 * up to rounding.
 *
 * <pre>{@code
 * Executor stepwise = Executor.of(Unrolling.of(program), Limits.defaults());
 * }</pre>
 */
public final class Unrolling {

  /** Gates of an LSTM in libtorch's order: input, forget, candidate, output. */
  private static final List<String> LSTM = List.of("i", "f", "g", "o");

  private final ProgramBuilder steps;

  private Unrolling(Program program) {
    steps = new ProgramBuilder(program.file(), program.source(), "%step");
  }

  public static Program of(Program program) {
    Unrolling unrolling = new Unrolling(program);
    Map<String, Program.Function> functions = new HashMap<>();
    program
        .functions()
        .forEach(
            (name, function) ->
                functions.put(
                    name,
                    new Program.Function(
                        function.name(), function.parameters(), unrolling.block(function.body()))));
    return new Program(
        program.file(),
        program.source(),
        program.inputs(),
        unrolling.block(program.body()),
        program.outputs(),
        program.constants(),
        program.trained(),
        functions);
  }

  private Block block(Block block) {
    return new Block(steps.block(() -> block.steps().forEach(this::add)).steps(), block.results());
  }

  private void add(Step step) {
    switch (step) {
      case Step.Call call ->
          RecurrentCall.of(call).ifPresentOrElse(this::unroll, () -> steps.step(call));
      case Step.Choose choose ->
          steps.step(
              new Step.Choose(
                  choose.condition(), block(choose.yes()), block(choose.no()), choose.origin()));
      case Step.Repeat repeat ->
          steps.step(
              new Step.Repeat(
                  block(repeat.test()), repeat.condition(), block(repeat.body()), repeat.origin()));
      case Step.Assign _, Step.Invoke _ -> steps.step(step);
    }
  }

  private Operand op(RecurrentCall of, String operator, Operand... given) {
    return steps.call("aten::" + operator, of.origin(), given);
  }

  private Operand.Named variable(Operand initial) {
    Operand.Named variable = new Operand.Named(steps.fresh());
    assign(variable, initial);
    return variable;
  }

  private void assign(Operand.Named variable, Operand value) {
    steps.step(new Step.Assign(variable.name(), value));
  }

  /** What one layer leaves in one direction; {@code c} only of an LSTM. */
  private record Course(Operand sequence, Operand h, Optional<Operand.Named> c) {}

  private void unroll(RecurrentCall of) {
    Operand x = of.input();
    List<Operand> last = new ArrayList<>();
    List<Operand> cells = new ArrayList<>();
    for (int layer = 0; layer < of.layers(); layer++) {
      List<Operand> sequences = new ArrayList<>();
      for (int way = 0; way < (of.both() ? 2 : 1); way++) {
        Course course = course(of, x, layer, way == 1);
        sequences.add(course.sequence());
        last.add(course.h());
        course.c().ifPresent(cells::add);
      }
      x =
          sequences.size() == 1
              ? sequences.getFirst()
              : op(of, "cat", new Operand.Several(sequences), Operand.of(-1L));
    }
    List<Operand> all = new ArrayList<>();
    all.add(x);
    all.add(op(of, "stack", new Operand.Several(last), Operand.of(0L)));
    if (of.hasCell()) all.add(op(of, "stack", new Operand.Several(cells), Operand.of(0L)));
    give(of, all);
  }

  /** The results under the names and sites that the call's had. */
  private void give(RecurrentCall of, List<Operand> all) {
    List<Step.Result> results = of.results();
    if (results.size() == 1) {
      steps.step(
          new Step.Call(
              "prim::TupleConstruct",
              Optional.empty(),
              all.stream().map(Step.Argument::of).toList(),
              results,
              of.origin()));
      return;
    }
    for (int i = 0; i < Math.min(results.size(), all.size()); i++) {
      steps.step(
          new Step.Call(
              "aten::alias",
              Optional.empty(),
              List.of(Step.Argument.of(all.get(i))),
              List.of(results.get(i)),
              of.origin()));
    }
  }

  private Operand weight(RecurrentCall of, int place) {
    if (of.weights() instanceof Operand.Several several) return several.items().get(place);
    return op(of, "__getitem__", of.weights(), Operand.of((long) place));
  }

  private Operand initial(RecurrentCall of, int which, int row) {
    Operand states =
        !of.hasCell()
            ? of.states()
            : of.states() instanceof Operand.Several several
                ? several.items().get(which)
                : op(of, "__getitem__", of.states(), Operand.of((long) which));
    return op(of, "select", states, Operand.of(0L), Operand.of((long) row));
  }

  private Course course(RecurrentCall of, Operand x, int layer, boolean reverse) {
    int row = layer * (of.both() ? 2 : 1) + (reverse ? 1 : 0);
    int first = row * (of.biased() ? 4 : 2);
    Operand inputBias = of.biased() ? weight(of, first + 2) : Operand.none();
    Operand recurrentBias = of.biased() ? weight(of, first + 3) : Operand.none();
    Operand recurrent = weight(of, first + 1);
    Operand projected = op(of, "linear", x, weight(of, first), inputBias);
    Operand axis = Operand.of(of.timeAxis());
    Operand count = op(of, "size", projected, axis);
    Operand.Named round = variable(Operand.of(0L));
    Operand.Named h = variable(initial(of, 0, row));
    Optional<Operand.Named> c =
        of.hasCell() ? Optional.of(variable(initial(of, 1, row))) : Optional.empty();
    Operand all = variable(Operand.list(new Operand[0]));
    String suffix = of.suffix(layer, reverse);
    List<Operand> condition = new ArrayList<>();
    Block test = steps.block(() -> condition.add(op(of, "lt", round, count)));
    Block body =
        steps.block(
            () -> {
              Operand at =
                  reverse ? op(of, "sub", op(of, "sub", count, Operand.of(1L)), round) : round;
              Operand own = op(of, "linear", h, recurrent, recurrentBias);
              Operand input = op(of, "select", projected, axis, at);
              Operand next = step(of, suffix, input, own, h, c);
              assign(h, next);
              steps.step(
                  new Step.Call(
                      "aten::append",
                      Optional.empty(),
                      List.of(Step.Argument.of(all), Step.Argument.of(next)),
                      List.of(),
                      of.origin()));
              assign(round, op(of, "add", round, Operand.of(1L)));
            });
    steps.step(new Step.Repeat(test, condition.getFirst(), body, of.origin()));
    Operand sequence = op(of, "stack", all, axis);
    if (reverse) sequence = op(of, "flip", sequence, Operand.list(of.timeAxis()));
    return new Course(sequence, h, c);
  }

  private Operand seen(RecurrentCall of, String part, Operand value) {
    Site site = new Site(of.site() + "@" + part, List.of(), -1);
    return steps.call("aten::alias", of.origin(), site, value);
  }

  private List<Operand> gates(RecurrentCall of, Operand all, long count) {
    Operand chunks = op(of, "chunk", all, Operand.of(count), Operand.of(1L));
    List<Operand> gates = new ArrayList<>();
    for (long i = 0; i < count; i++) gates.add(op(of, "__getitem__", chunks, Operand.of(i)));
    return gates;
  }

  /** The state after a step; equations as in torch.nn's LSTM, GRU and RNN. */
  private Operand step(
      RecurrentCall of,
      String suffix,
      Operand input,
      Operand own,
      Operand h,
      Optional<Operand.Named> c) {
    Operand next =
        switch (of.kind()) {
          case "lstm" -> lstm(of, suffix, op(of, "add", own, input), c.orElseThrow());
          case "gru" -> gru(of, suffix, gates(of, input, 3), gates(of, own, 3), h);
          default ->
              op(of, of.kind().equals("rnn_relu") ? "relu" : "tanh", op(of, "add", own, input));
        };
    return seen(of, "h" + suffix, next);
  }

  private Operand lstm(RecurrentCall of, String suffix, Operand sum, Operand.Named c) {
    List<Operand> parts = gates(of, sum, 4);
    List<Operand> gates = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String function = LSTM.get(i).equals("g") ? "tanh" : "sigmoid";
      gates.add(seen(of, LSTM.get(i) + suffix, op(of, function, parts.get(i))));
    }
    Operand kept = op(of, "mul", gates.get(1), c);
    Operand cell = op(of, "add", kept, op(of, "mul", gates.get(0), gates.get(2)));
    Operand whole = seen(of, "c" + suffix, cell);
    assign(c, whole);
    return op(of, "mul", gates.get(3), op(of, "tanh", whole));
  }

  /** Gates r, z, n; h = (h − n)·z + n. */
  private Operand gru(
      RecurrentCall of, String suffix, List<Operand> input, List<Operand> own, Operand h) {
    Operand reset = op(of, "sigmoid", op(of, "add", own.get(0), input.get(0)));
    Operand r = seen(of, "r" + suffix, reset);
    Operand update = op(of, "sigmoid", op(of, "add", own.get(1), input.get(1)));
    Operand z = seen(of, "z" + suffix, update);
    Operand past = op(of, "mul", r, own.get(2));
    Operand candidate = op(of, "tanh", op(of, "add", input.get(2), past));
    Operand n = seen(of, "n" + suffix, candidate);
    return op(of, "add", op(of, "mul", op(of, "sub", h, n), z), n);
  }
}
