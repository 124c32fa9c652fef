package dev.sonde.automata;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A deterministic machine with a transition for every state and input.
 *
 * <p>States, inputs and outputs are numbers from 0; their names are lists in that order. A DFA's
 * outputs are {@link #REJECT} and {@link #ACCEPT}. The output of a transition of a DFA or Moore
 * machine is that of the state it leads to, so {@link #output} serves all three kinds.
 */
public final class Machine {

  /** A DFA's output of states that do not accept. */
  public static final int REJECT = 0;

  /** A DFA's output of accepting states. */
  public static final int ACCEPT = 1;

  private static final List<String> DECISIONS = List.of("reject", "accept");

  private final String name;
  private final Kind kind;
  private final List<String> inputs;
  private final List<String> outputs;
  private final List<String> states;
  private final int initial;
  private final int[] next;
  private final int[] edge;
  private final int[] own;

  private Machine(
      String name,
      Kind kind,
      List<String> inputs,
      List<String> outputs,
      List<String> states,
      int initial,
      int[] next,
      int[] edge,
      int[] own) {
    this.name = name;
    this.kind = kind;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.states = List.copyOf(states);
    this.initial = initial;
    this.next = next;
    this.edge = edge;
    this.own = own;
    requireWhole();
  }

  /**
   * A DFA.
   *
   * @param next the state after a state and input, {@code [states × inputs]}
   */
  public static Machine dfa(
      String name,
      List<String> inputs,
      List<String> states,
      int initial,
      int[][] next,
      boolean[] accepting) {
    int[] own = new int[accepting.length];
    for (int s = 0; s < own.length; s++) own[s] = accepting[s] ? ACCEPT : REJECT;
    return ofStates(name, Kind.DFA, inputs, DECISIONS, states, initial, next, own);
  }

  /**
   * A Moore machine.
   *
   * @param next the state after a state and input, {@code [states × inputs]}
   * @param own the output of each state
   */
  public static Machine moore(
      String name,
      List<String> inputs,
      List<String> outputs,
      List<String> states,
      int initial,
      int[][] next,
      int[] own) {
    return ofStates(name, Kind.MOORE, inputs, outputs, states, initial, next, own);
  }

  /** A machine whose outputs stand in its states: {@link Kind#DFA} or {@link Kind#MOORE}. */
  static Machine ofStates(
      String name,
      Kind kind,
      List<String> inputs,
      List<String> outputs,
      List<String> states,
      int initial,
      int[][] next,
      int[] own) {
    int[] flat = flat(next, inputs.size());
    int[] edge = new int[flat.length];
    for (int at = 0; at < flat.length; at++) {
      edge[at] = own[Objects.checkIndex(flat[at], own.length)];
    }
    return new Machine(name, kind, inputs, outputs, states, initial, flat, edge, own.clone());
  }

  /**
   * A Mealy machine.
   *
   * @param next the state after a state and input, {@code [states × inputs]}
   * @param edge the output of that transition, {@code [states × inputs]}
   */
  public static Machine mealy(
      String name,
      List<String> inputs,
      List<String> outputs,
      List<String> states,
      int initial,
      int[][] next,
      int[][] edge) {
    int k = inputs.size();
    return new Machine(
        name,
        Kind.MEALY,
        inputs,
        outputs,
        states,
        initial,
        flat(next, k),
        flat(edge, k),
        new int[0]);
  }

  private static int[] flat(int[][] rows, int width) {
    for (int[] row : rows) {
      if (row.length != width) {
        throw new MachineException(
            row.length + " transitions of a state, but " + width + " inputs");
      }
    }
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private void requireWhole() {
    int n = states.size();
    if (n == 0) throw new MachineException("machine '" + name + "' has no state");
    if (inputs.isEmpty()) throw new MachineException("machine '" + name + "' has no input");
    if (next.length != (long) n * inputs.size() || edge.length != next.length) {
      throw new MachineException(
          "machine '%s' has %d transitions, expected %d states × %d inputs"
              .formatted(name, next.length, n, inputs.size()));
    }
    if (kind != Kind.MEALY && own.length != n) {
      throw new MachineException(
          "machine '%s': %d outputs of %d states".formatted(name, own.length, n));
    }
    Objects.checkIndex(initial, n);
    for (int s : next) Objects.checkIndex(s, n);
    for (int o : edge) Objects.checkIndex(o, outputs.size());
    for (int o : own) Objects.checkIndex(o, outputs.size());
  }

  public String name() {
    return name;
  }

  public Machine named(String other) {
    return new Machine(other, kind, inputs, outputs, states, initial, next, edge, own);
  }

  public Kind kind() {
    return kind;
  }

  /** Names of the inputs, in the order of their numbers. */
  public List<String> inputs() {
    return inputs;
  }

  /** Names of the outputs, in the order of their numbers. */
  public List<String> outputs() {
    return outputs;
  }

  /** Names of the states, in the order of their numbers. */
  public List<String> states() {
    return states;
  }

  /** How many states there are. */
  public int size() {
    return states.size();
  }

  public int initial() {
    return initial;
  }

  /** The state after {@code state} and {@code input}. */
  public int next(int state, int input) {
    return next[state * inputs.size() + input];
  }

  /** The output of the transition from {@code state} by {@code input}. */
  public int output(int state, int input) {
    return edge[state * inputs.size() + input];
  }

  /**
   * The output of a state of a DFA or Moore machine.
   *
   * @throws MachineException of a Mealy machine
   */
  public int output(int state) {
    if (kind == Kind.MEALY) {
      throw new MachineException(
          "machine '" + name + "': the states of a Mealy machine have no output");
    }
    return own[state];
  }

  /** Whether a state of a DFA accepts. */
  public boolean accepts(int state) {
    return kind == Kind.DFA && own[state] == ACCEPT;
  }

  /** The state after a word. */
  public int run(int[] word) {
    int state = initial;
    for (int input : word) state = next(state, input);
    return state;
  }

  /** The states after every prefix of a word, the empty one left out. */
  public int[] path(int[] word) {
    int[] path = new int[word.length];
    int state = initial;
    for (int i = 0; i < word.length; i++) path[i] = state = next(state, word[i]);
    return path;
  }

  /** The outputs after every prefix of a word, the empty one left out. */
  public int[] outputs(int[] word) {
    int[] seen = new int[word.length];
    int state = initial;
    for (int i = 0; i < word.length; i++) {
      seen[i] = output(state, word[i]);
      state = next(state, word[i]);
    }
    return seen;
  }

  /**
   * The output that a word ends with.
   *
   * @throws MachineException of the empty word and a Mealy machine
   */
  public int lastOutput(int[] word) {
    if (word.length == 0) return output(initial);
    int state = initial;
    for (int i = 0; i < word.length - 1; i++) state = next(state, word[i]);
    return output(state, word[word.length - 1]);
  }

  /** A word as its inputs' names with spaces between; {@code ε} if it is empty. */
  public String words(int[] word) {
    if (word.length == 0) return "ε";
    StringBuilder text = new StringBuilder();
    for (int input : word) text.append(text.isEmpty() ? "" : " ").append(inputs.get(input));
    return text.toString();
  }

  @Override
  public String toString() {
    return "%s %s: %d states, %d inputs, %d outputs"
        .formatted(kind, name, size(), inputs.size(), outputs.size());
  }
}
