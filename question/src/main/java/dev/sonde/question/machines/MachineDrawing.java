package dev.sonde.question.machines;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.figure.Figure;
import dev.sonde.figure.graph.Graph;
import dev.sonde.figure.graph.GraphFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A machine as a graph; transitions between the same two states share one arrow. */
public final class MachineDrawing {

  private MachineDrawing() {}

  /**
   * @throws IllegalArgumentException if it is too large to be drawn
   */
  public static Figure of(String title, Machine machine) {
    List<Graph.Node> nodes = new ArrayList<>();
    List<Graph.Edge> edges = new ArrayList<>();
    for (int s = 0; s < machine.size(); s++) {
      String below = machine.kind() == Kind.MOORE ? machine.outputs().get(machine.output(s)) : "";
      nodes.add(new Graph.Node(machine.states().get(s), below, machine.accepts(s)));
      Map<Integer, List<String>> labels = new LinkedHashMap<>();
      for (int a = 0; a < machine.inputs().size(); a++) {
        String label = machine.inputs().get(a);
        if (machine.kind() == Kind.MEALY) {
          label += " / " + machine.outputs().get(machine.output(s, a));
        }
        labels.computeIfAbsent(machine.next(s, a), _ -> new ArrayList<>()).add(label);
      }
      for (Map.Entry<Integer, List<String>> target : labels.entrySet()) {
        edges.add(new Graph.Edge(s, target.getKey(), target.getValue()));
      }
    }
    return GraphFigure.of(title, new Graph(nodes, edges, machine.initial()));
  }
}
