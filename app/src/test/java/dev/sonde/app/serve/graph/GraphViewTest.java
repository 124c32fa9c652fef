package dev.sonde.app.serve.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.network.wiring.Wiring;
import dev.sonde.network.wiring.Wiring.Kind;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GraphViewTest {

  private static Wiring.Node call(String address, String module, Integer... sources) {
    return new Wiring.Node(Kind.CALL, address, List.of(), module, "op", List.of(sources));
  }

  private static final Wiring SMALL =
      new Wiring(
          List.of(
              new Wiring.Node(Kind.INPUT, "x", List.of(), "", "", List.of()),
              call("a.0/one", "a.0", 0),
              call("a.0/two", "a.0", 1),
              call("a.1/one", "a.1", 2),
              call("add", "a", 1, 3),
              new Wiring.Node(Kind.OUTPUT, "y", List.of(), "", "", List.of(4))),
          true);

  private static final List<Tensor> WEIGHTS =
      List.of(
          Tensor.ofFloats("a.0.weight", Shape.of(2, 3), new float[6]),
          Tensor.ofFloats("a.1.weight", Shape.of(4), new float[4]));

  private static List<String> ids(GraphView.Document graph) {
    return graph.nodes().stream().map(node -> String.valueOf(node.get("id"))).toList();
  }

  private static List<String> edges(GraphView.Document graph) {
    return graph.edges().stream().map(edge -> edge.get("from") + ">" + edge.get("to")).toList();
  }

  @Test
  void closed_modulesHideWhatIsInThem() {
    GraphView.Document graph = GraphView.of(ModuleTree.of(SMALL, WEIGHTS), SMALL, Set.of());
    assertThat(ids(graph)).containsExactly("input:x", "a", "output:y");
    assertThat(edges(graph)).containsExactly("input:x>a", "a>output:y");
    assertThat(graph.nodes().get(1).get("parameters")).isEqualTo(10L);
  }

  @Test
  void open_modulesHoldTheirPartsAndEdgesLeadToThem() {
    GraphView.Document graph =
        GraphView.of(ModuleTree.of(SMALL, WEIGHTS), SMALL, Set.of("a", "a.0"));
    assertThat(ids(graph))
        .containsExactly("input:x", "a", "a.0", "a.0/one", "a.0/two", "a.1", "add", "output:y");
    assertThat(edges(graph))
        .containsExactlyInAnyOrder(
            "input:x>a.0/one",
            "a.0/one>a.0/two",
            "a.0/two>a.1",
            "a.0/one>add",
            "a.1>add",
            "add>output:y");
    for (Map<String, @Nullable Object> node : graph.nodes()) {
      for (Map<String, @Nullable Object> other : graph.nodes()) {
        if (Objects.equals(other.get("id"), node.get("parent"))) assertInside(node, other);
      }
    }
  }

  private static void assertInside(Map<String, Object> inner, Map<String, Object> outer) {
    assertThat(number(inner, "x")).isGreaterThan(number(outer, "x"));
    assertThat(number(inner, "y")).isGreaterThan(number(outer, "y"));
    assertThat(number(inner, "x") + number(inner, "width"))
        .isLessThan(number(outer, "x") + number(outer, "width"));
    assertThat(number(inner, "y") + number(inner, "height"))
        .isLessThan(number(outer, "y") + number(outer, "height"));
  }

  private static double number(Map<String, Object> node, String key) {
    return (double) Objects.requireNonNull(node.get(key));
  }

  @Test
  void edges_beginAndEndAtTheirBoxes() {
    GraphView.Document graph =
        GraphView.of(ModuleTree.of(SMALL, WEIGHTS), SMALL, Set.of("a", "a.0"));
    for (Map<String, @Nullable Object> edge : graph.edges()) {
      List<?> points = (List<?>) Objects.requireNonNull(edge.get("points"));
      assertTouches((List<?>) points.getFirst(), node(graph, edge.get("from")));
      assertTouches((List<?>) points.getLast(), node(graph, edge.get("to")));
    }
  }

  private static Map<String, Object> node(GraphView.Document graph, @Nullable Object id) {
    return graph.nodes().stream()
        .filter(n -> Objects.equals(n.get("id"), id))
        .findFirst()
        .orElseThrow();
  }

  private static void assertTouches(List<?> point, Map<String, Object> box) {
    double x = (double) point.getFirst();
    double y = (double) point.getLast();
    assertThat(x).isBetween(number(box, "x") - 1, number(box, "x") + number(box, "width") + 1);
    assertThat(y).isBetween(number(box, "y") - 1, number(box, "y") + number(box, "height") + 1);
  }

  /** Ten thousand calls in one row, without modules: groups of groups, none too large to see. */
  @Test
  void manyCallsWithoutModules_areGathered() {
    List<Wiring.Node> nodes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) nodes.add(i == 0 ? call("c0", "") : call("c" + i, "", i - 1));
    Wiring wiring = new Wiring(nodes, true);
    ModuleTree tree = ModuleTree.of(wiring, List.of());
    GraphView.Document graph = GraphView.of(tree, wiring, Set.of());
    assertThat(graph.nodes()).hasSize(100);
    assertThat(graph.edges()).hasSize(99);
    GraphView.Document one = GraphView.of(tree, wiring, new HashSet<>(List.of(ids(graph).get(7))));
    assertThat(one.nodes()).hasSize(200);
    // From the group before, 99 in it, to the group behind, and the other groups' own 97.
    assertThat(one.edges()).hasSize(1 + 99 + 1 + 97);
  }

  @Test
  void weightsAlone_areATreeInRowsThatDoNotOverlap() {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      tensors.add(
          Tensor.ofFloats("block." + i % 6 + ".part" + i + ".w", Shape.of(1), new float[1]));
    }
    GraphView.Document graph =
        GraphView.of(ModuleTree.of(null, tensors), null, Set.of("block", "block.3"));
    assertThat(graph.edges()).isEmpty();
    assertThat(graph.nodes()).hasSize(1 + 6 + 10);
    for (Map<String, @Nullable Object> a : graph.nodes()) {
      for (Map<String, @Nullable Object> b : graph.nodes()) {
        if (!Objects.equals(a.get("id"), b.get("id"))
            && Objects.equals(a.get("parent"), b.get("parent"))) {
          boolean apart =
              number(a, "x") + number(a, "width") <= number(b, "x")
                  || number(b, "x") + number(b, "width") <= number(a, "x")
                  || number(a, "y") + number(a, "height") <= number(b, "y")
                  || number(b, "y") + number(b, "height") <= number(a, "y");
          assertThat(apart).isTrue();
        }
      }
    }
  }

  @Test
  void namesOfTenThousandDots_areNoTreeOfThatDepth() {
    Tensor deep = Tensor.ofFloats("a.".repeat(10_000) + "w", Shape.of(1), new float[1]);
    GraphView.Document graph = GraphView.of(ModuleTree.of(null, List.of(deep)), null, Set.of());
    assertThat(graph.nodes()).hasSize(1);
  }
}
