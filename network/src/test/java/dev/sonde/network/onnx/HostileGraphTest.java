package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What cannot run is one line that names it; what would never end, or never fit, is refused. */
class HostileGraphTest {

  private static void refused(byte[] model, Map<String, Value> inputs, String... words) {
    assertThatThrownBy(() -> Interpreted.run(model, inputs))
        .isInstanceOf(GraphException.class)
        .message()
        .doesNotContain("\n")
        .contains(words);
  }

  private static byte[] node(int opset, String operator, String attributes, Value... inputs) {
    List<Optional<Value>> given = java.util.Arrays.stream(inputs).map(Optional::of).toList();
    return new NodeModel(operator, opset, attributes, given, 1).bytes();
  }

  private static Map<String, Value> given(Value... inputs) {
    Map<String, Value> map = new java.util.HashMap<>();
    for (int i = 0; i < inputs.length; i++) map.put("in_" + i, inputs[i]);
    return map;
  }

  @Test
  void unknownOperator_isNamedWithItsNodeAndAHint() {
    Value x = Value.normal(1, 2, 2);
    refused(node(13, "Bernoulli", "", x), given(x), "'Bernoulli'", "'the_node'", "random");
    refused(node(13, "Frobnicate", "", x), given(x), "'Frobnicate'", "docs/onnx.md");
  }

  @Test
  void unknownAttribute_isNamed() {
    Value x = Value.normal(1, 2, 2);
    refused(node(13, "Relu", "slope=1", x), given(x), "'Relu'", "'the_node'", "'slope'");
  }

  @Test
  void unknownVersion_saysWhichAreRead() {
    Value x = Value.normal(1, 2, 2);
    refused(node(29, "Relu", "", x), given(x), "version 29", "1 to 28");
  }

  /** Axes that an operator counts on may not be there: a value, or one line. */
  @Test
  void scalarsForEveryOperator_areComputedOrRefused() {
    for (Operators.Entry operator : Operators.list()) {
      if (operator.name().contains(".")) continue;
      for (int count = 1; count <= 4; count++) {
        for (Value one : List.of(Value.of(1L), Value.normal(1))) {
          Value[] inputs = java.util.Collections.nCopies(count, one).toArray(Value[]::new);
          try (var network = Interpreted.network(node(21, operator.name(), "", inputs));
              Scope _ = new Scope()) {
            Interpreted.run(network, given(inputs));
          } catch (GraphException e) {
            assertThat(e.getMessage()).as(operator.name()).doesNotContain("\n");
          }
        }
      }
    }
  }

  @Test
  void arraysThatDoNotFit_areRefusedBeforeTheyAreMade() {
    Value huge = Value.list(1L << 20, 1L << 20);
    refused(node(13, "ConstantOfShape", "", huge), given(huge), "ConstantOfShape", "at most");
    Value x = Value.normal(1, 1000, 1);
    Value times = Value.list(1 << 20, 1 << 20);
    refused(node(13, "Tile", "", x, times), given(x, times), "'Tile'", "at most");
    refused(node(13, "Expand", "", x, times), given(x, times), "'Expand'");
    Value pads = Value.list(1L << 40, 0, 0, 0);
    refused(node(13, "Pad", "", x, pads), given(x, pads), "'Pad'", "at most");
    Value[] range = {Value.of(0L), Value.of(1L << 40), Value.of(1L)};
    refused(node(13, "Range", "", range), given(range), "'Range'");
    Value[] still = {Value.of(0L), Value.of(5L), Value.of(0L)};
    refused(node(13, "Range", "", still), given(still), "'Range'", "steps of 0");
    Value row = Value.normal(2, 1, 100_000);
    Value column = Value.normal(3, 100_000, 1);
    refused(node(13, "Add", "", row, column), given(row, column), "'Add'", "at most");
    refused(node(13, "MatMul", "", column, row), given(column, row), "'MatMul'", "at most");
  }

  @Test
  void settingsThatMakeNoSense_areRefused() {
    Value image = Value.normal(1, 1, 2, 4, 4);
    Value w = Value.normal(2, 2, 2, 3, 3);
    refused(node(11, "Conv", "strides=[0,1]", image, w), given(image, w), "'Conv'", "strides");
    refused(node(11, "Conv", "group=0", image, w), given(image, w), "'Conv'", "groups");
    refused(node(11, "Conv", "group=3", image, w), given(image, w), "'Conv'");
    refused(node(11, "MaxPool", "kernel_shape=[0,2]", image), given(image), "'MaxPool'", "window");
    refused(node(13, "Softmax", "axis=9", image), given(image), "'Softmax'", "axis 9");
    Value at = Value.list(7);
    refused(node(13, "Gather", "", image, at), given(image, at), "'Gather'");
  }

  @Test
  void inputs_areChecked() {
    Value x = Value.normal(1, 2, 2);
    byte[] model = node(13, "Relu", "", x);
    refused(model, Map.of(), "'in_0' is missing");
    refused(model, Map.of("in_0", Value.normal(1, 3, 2)), "'in_0'", "[2, 2]", "[3, 2]");
    refused(model, Map.of("in_0", x, "other", x), "no input 'other'", "in_0");
  }

  private static byte[] graph(Consumer<Proto> nodes) {
    return Proto.model(
        graph -> {
          nodes.accept(graph);
          graph.text(2, "g").message(11, Written.real("x")).message(12, Written.real("y"));
        });
  }

  @Test
  void valuesThatNothingComputes_areNamed() {
    Map<String, Value> x = Map.of("x", Value.normal(1, 2));
    refused(graph(g -> Written.node(g, "Add", "x z", "y")), x, "'Add'", "'z'");
    refused(graph(g -> Written.node(g, "Relu", "x", "z")), x, "output 'y'");
    refused(
        graph(
            g -> {
              Written.node(g, "Relu", "x", "y");
              Written.node(g, "Neg", "x", "y");
            }),
        x,
        "two nodes compute 'y'");
  }

  @Test
  void namesWithLettersOfPatterns_areSelectedAsTheyAre() {
    byte[] model =
        graph(
            g -> {
              Written.node(g, "Neg", "x", "{*[k");
              Written.node(g, "Exp", "{*[k", "y");
            });
    try (var network = Interpreted.network(model);
        Scope _ = new Scope()) {
      Map<String, Array> x = Map.of("x", Value.reals(1, 2).array());
      Capture seen = network.run(x, Tap.valuesAt("{*[k"));
      assertThat(seen.values("{*[k").toFloats()).containsExactly(-1, -2);
      assertThatThrownBy(() -> Tap.values("{*[k")).isInstanceOf(SiteException.class);
    }
  }

  @Test
  void loopsWithoutEnd_areStopped() {
    byte[] model =
        graph(
            g -> {
              Consumer<Proto> truth = t -> t.tensor("", OnnxElementType.BOOL).integer(5, 1);
              g.constant("on", a -> a.text(1, "value").message(5, truth).integer(20, 4));
              Written.node(
                  g,
                  "Loop",
                  " on x",
                  "y",
                  Written.body(
                      "body",
                      b -> {
                        b.message(11, Written.whole("i")).message(11, Written.truth("c"));
                        b.message(11, Written.real("h"));
                        b.message(12, Written.truth("c")).message(12, Written.real("h"));
                      }));
            });
    refused(model, Map.of("x", Value.normal(1, 2)), "'Loop'", "rounds");
  }

  @Test
  void functionsThatCallThemselves_areStopped() {
    byte[] model =
        Proto.of(
            m ->
                m.integer(1, 8)
                    .text(2, "test")
                    .message(
                        7,
                        g -> {
                          call(g, 1, "x", "y");
                          g.text(2, "g").message(11, Written.real("x"));
                          g.message(12, Written.real("y"));
                        })
                    .message(8, set -> set.text(1, "").integer(2, 17))
                    .message(
                        25,
                        f -> {
                          f.text(1, "Again").text(4, "a").text(5, "c").text(10, "own");
                          call(f, 7, "a", "b");
                          call(f, 7, "b", "c");
                        }));
    refused(model, Map.of("x", Value.normal(1, 2)), "nested more than");
  }

  private static void call(Proto graph, int field, String in, String out) {
    graph.message(field, n -> n.text(1, in).text(2, out).text(4, "Again").text(7, "own"));
  }
}
