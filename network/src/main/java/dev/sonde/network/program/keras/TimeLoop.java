package dev.sonde.network.program.keras;

import dev.sonde.network.program.Block;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One step after the other. The states of each are sites, {@code lstm@h@t=0}. Where a mask says
 * that a step does not count, the states stay and the output is repeated.
 *
 * @param backwards whether the last step comes first
 * @param zeroed whether a masked step gives zeros instead of what was before
 */
record TimeLoop(LayerCall call, Optional<Operand> mask, boolean backwards, boolean zeroed) {

  /**
   * What a loop leaves.
   *
   * @param sequence {@code [batch × steps × units]}, in the order in which they were computed
   * @param last output
   */
  record Result(Operand sequence, Operand last, List<Operand> states) {}

  private Operand variable(Operand initial) {
    String name = call.builder().fresh();
    call.builder().step(new Step.Assign(name, initial));
    return Operand.named(name);
  }

  private void assign(Operand variable, Operand value) {
    if (variable instanceof Operand.Named named) {
      call.builder().step(new Step.Assign(named.name(), value));
    }
  }

  /**
   * Writes the loop.
   *
   * @param inputs {@code [batch × steps × …]}
   * @param initial states, {@code [batch × units]} each; the first is the output
   * @param names of the states, for their sites
   * @param step the states after a step, of its input and the states before
   */
  Result run(
      Operand inputs,
      List<Operand> initial,
      List<String> names,
      BiFunction<Operand, List<Operand>, List<Operand>> step) {
    ProgramBuilder builder = call.builder();
    Origin origin = Origin.of(call.site(), call.layer().kind());
    Operand steps = call.op("size", inputs, Operand.of(1L));
    Operand round = variable(Operand.of(0L));
    List<Operand> states = initial.stream().map(this::variable).toList();
    Operand nothing = call.op("zeros_like", initial.getFirst());
    Operand output = variable(nothing);
    Operand all = variable(Operand.list(new Operand[0]));
    List<Operand> conditions = new ArrayList<>();
    Block test = builder.block(() -> conditions.add(call.op("lt", round, steps)));
    Block body =
        builder.block(
            () -> {
              Operand at =
                  backwards ? call.op("sub", call.op("sub", steps, Operand.of(1L)), round) : round;
              Operand input = call.op("select", inputs, Operand.of(1L), at);
              List<Operand> next = step.apply(input, states);
              Operand given = next.getFirst();
              if (mask.isPresent()) {
                Operand counts = call.op("select", mask.get(), Operand.of(1L), at);
                Operand truth = call.op("unsqueeze", counts, Operand.of(-1L));
                given = call.op("where", truth, given, zeroed ? nothing : output);
                List<Operand> kept = new ArrayList<>();
                for (int i = 0; i < next.size(); i++) {
                  kept.add(call.op("where", truth, next.get(i), states.get(i)));
                }
                next = kept;
              }
              for (int i = 0; i < next.size(); i++) {
                boolean isOutput = i == 0 && mask.isEmpty();
                Operand seen = call.seen(names.get(i), -1, "alias", next.get(i));
                assign(states.get(i), seen);
                if (isOutput) given = seen;
              }
              assign(output, given);
              builder.step(
                  new Step.Call(
                      "aten::append",
                      Optional.empty(),
                      List.of(Step.Argument.of(all), Step.Argument.of(output)),
                      List.of(),
                      origin));
              assign(round, call.op("add", round, Operand.of(1L)));
            });
    builder.step(new Step.Repeat(test, conditions.getFirst(), body, origin));
    return new Result(call.op("stack", all, Operand.of(1L)), output, states);
  }
}
