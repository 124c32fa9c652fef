package dev.sonde.automata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Machines of one kind as machines of another, with the same answers to all non-empty words. */
public final class Conversion {

  private static final int UNKNOWN = -1;

  private Conversion() {}

  /** With outputs on the transitions; what a DFA says to the empty word is lost. */
  public static Machine toMealy(Machine machine) {
    int n = machine.size();
    int k = machine.inputs().size();
    int[][] next = new int[n][k];
    int[][] edge = new int[n][k];
    for (int s = 0; s < n; s++) {
      for (int a = 0; a < k; a++) {
        next[s][a] = machine.next(s, a);
        edge[s][a] = machine.output(s, a);
      }
    }
    return Machine.mealy(
        machine.name(),
        machine.inputs(),
        machine.outputs(),
        machine.states(),
        machine.initial(),
        next,
        edge);
  }

  /**
   * A Mealy machine with outputs in its states: every state once for each output with which it is
   * entered.
   *
   * <p>A Mealy machine says nothing to the empty word. The initial state takes the output of an
   * existing copy of itself, where it has one, so that it needs no state of its own; else {@code
   * toEmptyWord}.
   *
   * @param kind {@link Kind#DFA}, if the outputs are {@code reject} and {@code accept}, or {@link
   *     Kind#MOORE}
   * @return minimal
   */
  public static Machine toStates(Machine mealy, Kind kind, int toEmptyWord) {
    if (mealy.kind() != Kind.MEALY) throw new MachineException(mealy + ": not a Mealy machine");
    if (kind == Kind.MEALY) return Minimal.of(mealy).machine();
    Machine small = Minimal.of(mealy).machine();
    int k = small.inputs().size();
    Map<Long, Integer> number = new HashMap<>();
    List<int[]> copies = new ArrayList<>();
    copies.add(new int[] {small.initial(), UNKNOWN});
    List<int[]> rows = new ArrayList<>();
    for (int at = 0; at < copies.size(); at++) {
      int[] row = new int[k];
      for (int a = 0; a < k; a++) {
        int to = small.next(copies.get(at)[0], a);
        int output = small.output(copies.get(at)[0], a);
        row[a] =
            number.computeIfAbsent(
                (long) to << 32 | output,
                _ -> {
                  copies.add(new int[] {to, output});
                  return copies.size() - 1;
                });
      }
      rows.add(row);
    }
    int copy = copyOfInitial(small.initial(), toEmptyWord, number, small.outputs().size());
    int[] own = copies.stream().mapToInt(c -> c[1]).toArray();
    own[0] = copy < 0 ? toEmptyWord : own[copy];
    List<String> names = new ArrayList<>();
    for (int s = 0; s < own.length; s++) names.add("s" + s);
    Machine split =
        Machine.ofStates(
            small.name(),
            kind,
            small.inputs(),
            small.outputs(),
            names,
            0,
            rows.toArray(int[][]::new),
            own);
    return renamed(Minimal.of(split).machine());
  }

  /** The copy with the wanted output, else any, else −1. */
  private static int copyOfInitial(
      int initial, int wanted, Map<Long, Integer> number, int outputs) {
    Integer exact = number.get((long) initial << 32 | wanted);
    if (exact != null) return exact;
    for (int o = 0; o < outputs; o++) {
      Integer other = number.get((long) initial << 32 | o);
      if (other != null) return other;
    }
    return -1;
  }

  /** The same machine with states {@code s0}, {@code s1}, … */
  public static Machine renamed(Machine machine) {
    int n = machine.size();
    int k = machine.inputs().size();
    int[][] next = new int[n][k];
    int[][] edge = new int[n][k];
    int[] own = new int[n];
    List<String> names = new ArrayList<>();
    for (int s = 0; s < n; s++) {
      names.add("s" + s);
      if (machine.kind() != Kind.MEALY) own[s] = machine.output(s);
      for (int a = 0; a < k; a++) {
        next[s][a] = machine.next(s, a);
        edge[s][a] = machine.output(s, a);
      }
    }
    return machine.kind() == Kind.MEALY
        ? Machine.mealy(
            machine.name(),
            machine.inputs(),
            machine.outputs(),
            names,
            machine.initial(),
            next,
            edge)
        : Machine.ofStates(
            machine.name(),
            machine.kind(),
            machine.inputs(),
            machine.outputs(),
            names,
            machine.initial(),
            next,
            Arrays.copyOf(own, n));
  }
}
