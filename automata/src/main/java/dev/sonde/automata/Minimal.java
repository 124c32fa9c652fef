package dev.sonde.automata;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The smallest machine that answers every word as a given one does.
 *
 * <p>States that no word reaches are left out, then states are told apart by outputs, by the
 * outputs after one input, after two … until nothing changes (Moore 1956). What is left is numbered
 * in breadth-first order of the inputs, so two equivalent machines over one alphabet become the
 * same. Costs states × inputs per round, at most as many rounds as states.
 *
 * @param machine the result
 * @param classes which of its states stands for each state of the given machine, −1 for those that
 *     no word reaches
 */
public record Minimal(Machine machine, List<Integer> classes) {

  public Minimal {
    classes = List.copyOf(classes);
  }

  public static Minimal of(Machine machine) {
    int[] order = reachable(machine);
    int n = order.length;
    int k = machine.inputs().size();
    int[] place = new int[machine.size()];
    Arrays.fill(place, -1);
    for (int i = 0; i < n; i++) place[order[i]] = i;
    int[] block = new int[n];
    int blocks = 0;
    int before = -1;
    boolean edges = machine.kind() == Kind.MEALY;
    for (boolean first = true; blocks != before; first = false) {
      before = blocks;
      Map<IntBuffer, Integer> seen = new HashMap<>();
      int[] refined = new int[n];
      for (int i = 0; i < n; i++) {
        int[] signature = new int[k + 1];
        for (int a = 0; a < k; a++) {
          int to = block[place[machine.next(order[i], a)]];
          signature[a] = first ? (edges ? machine.output(order[i], a) : 0) : to;
        }
        signature[k] = first ? (edges ? 0 : machine.output(order[i])) : block[i];
        refined[i] = seen.computeIfAbsent(IntBuffer.wrap(signature), _ -> seen.size());
      }
      block = refined;
      blocks = seen.size();
    }
    return quotient(machine, order, block, blocks);
  }

  /** The same machine without the states that no word reaches, in breadth-first order. */
  public static Machine trim(Machine machine) {
    int[] order = reachable(machine);
    int[] own = new int[order.length];
    for (int i = 0; i < own.length; i++) own[i] = i;
    return quotient(machine, order, own, order.length).machine();
  }

  /** Blocks are numbered by their first state in {@code order}: that order is breadth-first. */
  private static Minimal quotient(Machine machine, int[] order, int[] block, int blocks) {
    int k = machine.inputs().size();
    Integer[] classes = new Integer[machine.size()];
    Arrays.fill(classes, -1);
    int[] first = new int[blocks];
    Arrays.fill(first, -1);
    for (int i = 0; i < order.length; i++) {
      classes[order[i]] = block[i];
      if (first[block[i]] < 0) first[block[i]] = order[i];
    }
    int[][] next = new int[blocks][k];
    int[][] edge = new int[blocks][k];
    int[] own = new int[blocks];
    List<String> names = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      names.add(machine.states().get(first[b]));
      for (int a = 0; a < k; a++) {
        next[b][a] = Objects.requireNonNull(classes[machine.next(first[b], a)]);
        edge[b][a] = machine.output(first[b], a);
      }
      if (machine.kind() != Kind.MEALY) own[b] = machine.output(first[b]);
    }
    Machine result =
        machine.kind() == Kind.MEALY
            ? Machine.mealy(
                machine.name(), machine.inputs(), machine.outputs(), names, 0, next, edge)
            : Machine.ofStates(
                machine.name(),
                machine.kind(),
                machine.inputs(),
                machine.outputs(),
                names,
                0,
                next,
                own);
    return new Minimal(result, Arrays.asList(classes));
  }

  /** States in the order in which words of growing length reach them. */
  static int[] reachable(Machine machine) {
    int[] order = new int[machine.size()];
    boolean[] seen = new boolean[machine.size()];
    int count = 1;
    order[0] = machine.initial();
    seen[machine.initial()] = true;
    for (int i = 0; i < count; i++) {
      for (int a = 0; a < machine.inputs().size(); a++) {
        int to = machine.next(order[i], a);
        if (seen[to]) continue;
        seen[to] = true;
        order[count++] = to;
      }
    }
    return Arrays.copyOf(order, count);
  }
}
