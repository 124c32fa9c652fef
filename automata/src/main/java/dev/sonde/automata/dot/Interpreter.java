package dev.sonde.automata.dot;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a graph means as a machine. */
final class Interpreter {

  private static final String START = "__start";

  /** Shapes of nodes that are there to be left by an arrow only. */
  private static final Set<String> BARE = Set.of("point", "none", "plaintext", "plain");

  private final String file;
  private final String name;
  private final Graph graph;
  private final Set<String> starts = new HashSet<>();
  private final Map<String, Integer> states = new LinkedHashMap<>();
  private final List<Graph.Edge> transitions = new ArrayList<>();
  private final Map<String, Integer> inputs = new LinkedHashMap<>();
  private final Map<String, Integer> outputs = new LinkedHashMap<>();

  Interpreter(String file, String name, Graph graph) {
    this.file = file;
    this.name = name;
    this.graph = graph;
    Set<String> entered = new HashSet<>();
    Set<String> labelled = new HashSet<>();
    Set<String> left = new HashSet<>();
    for (Graph.Edge edge : graph.edges()) {
      entered.add(edge.to());
      left.add(edge.from());
      if (!edge.attributes().getOrDefault("label", "").isEmpty()) labelled.add(edge.from());
    }
    for (String id : graph.nodes().keySet()) {
      boolean arrow = isBare(id) && left.contains(id) && !entered.contains(id);
      if (id.startsWith(START) || (arrow && !labelled.contains(id))) starts.add(id);
      else states.put(id, states.size());
    }
    for (Graph.Edge edge : graph.edges()) {
      if (!starts.contains(edge.from())) transitions.add(edge);
    }
    if (states.isEmpty()) throw new MachineException(file + ": the graph has no state");
    if (transitions.isEmpty()) throw new MachineException(file + ": the graph has no transition");
    for (Graph.Edge edge : transitions) {
      if (starts.contains(edge.to())) {
        throw fault(edge.line(), "a transition into '" + shown(edge.to()) + "', which is no state");
      }
    }
  }

  private MachineException fault(int line, String what) {
    return new MachineException(file + ": line " + line + ": " + what);
  }

  private static String shown(String text) {
    return Printable.of(text, 60);
  }

  private String label(String id) {
    String label = attributes(id).getOrDefault("label", id);
    return label.isEmpty() ? id : label;
  }

  private Map<String, String> attributes(String id) {
    return Objects.requireNonNull(graph.nodes().get(id));
  }

  /** Drawn with two lines: Graphviz draws both ways alike. */
  private boolean accepting(String id) {
    Map<String, String> attributes = attributes(id);
    return "doublecircle".equals(attributes.get("shape"))
        || attributes.getOrDefault("peripheries", "").matches("0*[2-9]|0*[1-9]\\d+");
  }

  /** Nothing to see but the arrow that leaves it, as other programs mark the initial state. */
  private boolean isBare(String id) {
    Map<String, String> attributes = attributes(id);
    return BARE.contains(attributes.getOrDefault("shape", ""))
        || attributes.getOrDefault("style", "").startsWith("invis")
        || attributes.getOrDefault("label", id).isEmpty();
  }

  private String label(Graph.Edge edge) {
    String label = edge.attributes().get("label");
    if (label == null || label.isEmpty()) {
      throw fault(
          edge.line(),
          "the transition '%s' -> '%s' has no label, so no input"
              .formatted(shown(edge.from()), shown(edge.to())));
    }
    return label;
  }

  /** Accepting states make a DFA; else outputs in all states, else on all transitions. */
  Kind kind() {
    boolean accepting = states.keySet().stream().anyMatch(this::accepting);
    long moore = states.keySet().stream().filter(id -> label(id).indexOf('|') >= 0).count();
    long mealy = transitions.stream().filter(edge -> slash(label(edge)) > 0).count();
    if (accepting) return Kind.DFA;
    if (moore == states.size()) return Kind.MOORE;
    if (mealy == transitions.size()) return Kind.MEALY;
    if (moore > 0) {
      throw mixed("states", "'name|output'", moore, states.size());
    }
    if (mealy > 0) {
      throw mixed("transitions", "'input/output'", mealy, transitions.size());
    }
    return Kind.DFA;
  }

  private MachineException mixed(String what, String how, long some, int all) {
    return new MachineException(
        "%s: %d of %d %s are labelled %s; label all of them so, or mark the accepting states of a DFA with shape=doublecircle or peripheries=2"
            .formatted(file, some, all, what, how));
  }

  Machine dfa() {
    int[][] next = next(false);
    boolean[] accepting = new boolean[states.size()];
    states.forEach((id, s) -> accepting[s] = accepting(id));
    return Machine.dfa(name, names(inputs), stateNames(false), initial(), next, accepting);
  }

  Machine moore() {
    int[][] next = next(false);
    int[] own = new int[states.size()];
    states.forEach((id, s) -> own[s] = number(outputs, part(label(id), false)));
    return Machine.moore(
        name, names(inputs), names(outputs), stateNames(true), initial(), next, own);
  }

  Machine mealy() {
    int[][] next = next(true);
    int[][] edge = new int[states.size()][inputs.size()];
    for (Graph.Edge transition : transitions) {
      String label = label(transition);
      int cut = slash(label);
      int input = number(inputs, label.substring(0, cut).strip());
      edge[state(transition.from())][input] = number(outputs, label.substring(cut + 1).strip());
    }
    return Machine.mealy(
        name, names(inputs), names(outputs), stateNames(false), initial(), next, edge);
  }

  private int state(String id) {
    return Objects.requireNonNull(states.get(id));
  }

  private static List<String> names(Map<String, Integer> numbers) {
    return List.copyOf(numbers.keySet());
  }

  private static int number(Map<String, Integer> numbers, String word) {
    return numbers.computeIfAbsent(word, _ -> numbers.size());
  }

  /** The part of {@code name|output} or {@code {name|output}} before or after its last bar. */
  private static String part(String label, boolean first) {
    String plain =
        label.startsWith("{") && label.endsWith("}")
            ? label.substring(1, label.length() - 1)
            : label;
    int cut = plain.lastIndexOf('|');
    if (cut < 0) return plain.strip();
    return (first ? plain.substring(0, cut) : plain.substring(cut + 1)).strip();
  }

  /** Where input and output part: at " / ", else at the first slash inside; −1 if there is none. */
  private static int slash(String label) {
    int spaced = label.indexOf(" / ");
    if (spaced > 0) return spaced + 1;
    int first = label.indexOf('/');
    return first > 0 && first < label.length() - 1 ? first : -1;
  }

  /** Labels, where they are all different; else the names of the nodes. */
  private List<String> stateNames(boolean moore) {
    List<String> labels = new ArrayList<>();
    for (String id : states.keySet()) labels.add(moore ? part(label(id), true) : label(id));
    Set<String> different = new HashSet<>(labels);
    return different.size() == labels.size() ? labels : List.copyOf(states.keySet());
  }

  private int initial() {
    List<Graph.Edge> arrows =
        graph.edges().stream().filter(edge -> starts.contains(edge.from())).toList();
    if (arrows.isEmpty()) {
      throw new MachineException(
          file + ": no initial state; say it with a line '__start0 -> STATE'");
    }
    if (arrows.size() > 1) {
      throw fault(arrows.get(1).line(), "a second initial state; a machine has one");
    }
    Integer state = states.get(arrows.getFirst().to());
    if (state == null) {
      throw fault(
          arrows.getFirst().line(), "'" + shown(arrows.getFirst().to()) + "' is not a state");
    }
    return state;
  }

  /**
   * The table of transitions. It is made only when there are as many transitions as it has cells,
   * so its size is bounded by the file's.
   */
  private int[][] next(boolean mealy) {
    for (Graph.Edge edge : transitions) {
      String label = label(edge);
      number(inputs, mealy ? label.substring(0, slash(label)).strip() : label);
    }
    Map<Long, Graph.Edge> seen = new HashMap<>();
    for (Graph.Edge edge : transitions) {
      String label = label(edge);
      int input = number(inputs, mealy ? label.substring(0, slash(label)).strip() : label);
      Graph.Edge other = seen.put((long) state(edge.from()) * inputs.size() + input, edge);
      if (other != null) {
        throw fault(
            edge.line(),
            "state '%s' has two transitions for input '%s' (the other in line %d)"
                .formatted(shown(edge.from()), shown(names(inputs).get(input)), other.line()));
      }
    }
    requireComplete(seen);
    int[][] next = new int[states.size()][inputs.size()];
    seen.forEach(
        (key, edge) ->
            next[(int) (key / inputs.size())][(int) (key % inputs.size())] = state(edge.to()));
    return next;
  }

  private void requireComplete(Map<Long, Graph.Edge> seen) {
    if (seen.size() == (long) states.size() * inputs.size()) return;
    for (Map.Entry<String, Integer> state : states.entrySet()) {
      for (int a = 0; a < inputs.size(); a++) {
        if (seen.containsKey((long) state.getValue() * inputs.size() + a)) continue;
        throw fault(
            graph.line(state.getKey()),
            "state '%s' has no transition for input '%s'; a machine needs one for each (lead the missing ones to a sink)"
                .formatted(shown(state.getKey()), shown(names(inputs).get(a))));
      }
    }
  }
}
