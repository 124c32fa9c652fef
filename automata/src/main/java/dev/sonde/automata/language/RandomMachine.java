package dev.sonde.automata.language;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A random minimal machine: transitions and outputs uniform, drawn anew until the machine is
 * minimal and uses all its outputs.
 *
 * @param states how many, all reachable and different
 * @param outputs how many different; 2 of a DFA
 */
public record RandomMachine(Kind kind, int states, int inputs, int outputs, long seed) {

  private static final int TRIES = 10_000;
  private static final int MOST = 1 << 24;

  public RandomMachine {
    if (states < 1 || inputs < 1 || outputs < 1 || (long) states * inputs > MOST) {
      throw new MachineException(
          "a machine of %d states, %d inputs and %d outputs: at least 1 each, and at most %d transitions"
              .formatted(states, inputs, outputs, MOST));
    }
    if (kind == Kind.DFA && outputs != 2) {
      throw new MachineException("a DFA accepts or rejects: 2 outputs, not " + outputs);
    }
  }

  /**
   * Makes the machine; the same numbers give the same one.
   *
   * @throws MachineException if none was found: too many states or outputs for the inputs
   */
  public Machine machine() {
    SplittableRandom random = new SplittableRandom(seed);
    for (int t = 0; t < TRIES; t++) {
      Machine drawn = draw(random);
      if (usesAllOutputs(drawn)) {
        Machine small = Minimal.of(drawn).machine();
        if (small.size() == states) return small;
      }
    }
    throw new MachineException(
        "found no minimal "
            + kind
            + " with "
            + states
            + " states, "
            + inputs
            + " inputs and "
            + outputs
            + " outputs; take more inputs or fewer states");
  }

  private Machine draw(SplittableRandom random) {
    int[][] next = new int[states][inputs];
    int[][] edge = new int[states][inputs];
    int[] own = new int[states];
    connect(next, random);
    for (int s = 0; s < states; s++) {
      own[s] = random.nextInt(outputs);
      for (int a = 0; a < inputs; a++) edge[s][a] = random.nextInt(outputs);
    }
    String name = "random-%s-%d-%d-%d-%d".formatted(kind, states, inputs, outputs, seed);
    List<String> in = names(inputs, String::valueOf);
    List<String> out = names(outputs, o -> "o" + o);
    List<String> all = names(states, s -> "s" + s);
    return switch (kind) {
      case DFA -> {
        boolean[] accepting = new boolean[states];
        for (int s = 0; s < states; s++) accepting[s] = own[s] == Machine.ACCEPT;
        yield Machine.dfa(name, in, all, 0, next, accepting);
      }
      case MOORE -> Machine.moore(name, in, out, all, 0, next, own);
      case MEALY -> Machine.mealy(name, in, out, all, 0, next, edge);
    };
  }

  /**
   * Every state after the first is entered from an earlier one over a free input, so all are
   * reachable; what is left is uniform.
   */
  private void connect(int[][] next, SplittableRandom random) {
    for (int[] row : next) java.util.Arrays.fill(row, -1);
    int[] open = new int[states];
    java.util.Arrays.fill(open, inputs);
    int[] free = new int[states]; // states with an open input, densely
    int count = 1;
    for (int s = 1; s < states; s++) {
      int place = random.nextInt(count);
      int from = free[place];
      int input = random.nextInt(inputs);
      while (next[from][input] >= 0) input = (input + 1) % inputs;
      next[from][input] = s;
      if (--open[from] == 0) free[place] = free[--count];
      free[count++] = s;
    }
    for (int[] row : next) {
      for (int a = 0; a < inputs; a++) if (row[a] < 0) row[a] = random.nextInt(states);
    }
  }

  private static boolean usesAllOutputs(Machine machine) {
    long used =
        IntStream.range(0, machine.size())
            .flatMap(
                s ->
                    machine.kind() == Kind.MEALY
                        ? IntStream.range(0, machine.inputs().size()).map(a -> machine.output(s, a))
                        : IntStream.of(machine.output(s)))
            .distinct()
            .count();
    return used == machine.outputs().size() || machine.size() == 1;
  }

  private static List<String> names(int count, IntFunction<String> name) {
    return IntStream.range(0, count).mapToObj(name).toList();
  }
}
