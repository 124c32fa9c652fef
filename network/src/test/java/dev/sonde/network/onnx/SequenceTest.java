package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.sonde.checkpoint.onnx.Proto;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of arrays and optional values between nodes. */
class SequenceTest {

  private static byte[] graph(Consumer<Proto> nodes) {
    return Proto.model(
        graph -> {
          nodes.accept(graph);
          graph.text(2, "g").message(11, Written.real("x")).message(11, Written.whole("at"));
          graph.message(12, Written.real("y"));
        });
  }

  private static final byte[] LISTS =
      graph(
          g -> {
            Written.node(g, "Neg", "x", "negative");
            Written.node(g, "Exp", "x", "grown");
            Written.node(g, "SequenceConstruct", "x negative grown", "three");
            Written.node(g, "SequenceErase", "three at", "two");
            Written.node(g, "SequenceInsert", "two grown", "four");
            Written.node(g, "SequenceAt", "four at", "one");
            Written.node(g, "SequenceInsert", "four one at", "five");
            Written.node(
                g,
                "ConcatFromSequence",
                "five",
                "y",
                node -> node.message(5, a -> a.text(1, "axis").integer(3, 1).integer(20, 2)));
          });

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, -1, -3})
  void lists_areAsInOnnxRuntime(long at) throws OrtException {
    Map<String, Value> inputs = Map.of("x", Value.normal(1, 2, 3), "at", Value.of(at));
    Reference.requireSame(Interpreted.run(LISTS, inputs), Reference.run(LISTS, inputs), 1e-6);
  }

  @Test
  void places_outsideAreRefused() {
    Map<String, Value> inputs = Map.of("x", Value.normal(1, 2, 3), "at", Value.of(3L));
    assertThatThrownBy(() -> Interpreted.run(LISTS, inputs))
        .isInstanceOf(GraphException.class)
        .hasMessageContainingAll("SequenceErase", "place 3", "sequence of 3");
  }

  @Test
  void optionalValues_areTheValuesThatAreThere() throws OrtException {
    byte[] model =
        graph(
            g -> {
              Written.node(g, "Optional", "x", "perhaps");
              Written.node(g, "OptionalGetElement", "perhaps", "there");
              Written.node(g, "Neg", "there", "y");
            });
    Map<String, Value> inputs = Map.of("x", Value.normal(1, 2, 3), "at", Value.of(0L));
    Reference.requireSame(Interpreted.run(model, inputs), Reference.run(model, inputs), 0);
  }
}
