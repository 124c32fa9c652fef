package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.network.memory.MemoryException;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.GraphModel;
import dev.sonde.network.torch.Scope;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run keeps to its memory, whatever the graph asks for. */
class MemoryTest {

  /** Of float32: 40 kB. */
  private static final int ELEMENTS = 10_000;

  private static List<Value> run(byte[] model, long bytes) {
    try (var network = Interpreted.network(model, MemoryLimit.of(bytes));
        Scope _ = new Scope()) {
      return Interpreted.run(network, Map.of("x", Value.normal(1, ELEMENTS)));
    }
  }

  private static void refused(byte[] model, long bytes, String... words) {
    assertThatThrownBy(() -> run(model, bytes))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("(as was set)")
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n");
  }

  private static byte[] graph(Consumer<Proto> nodes) {
    return Proto.model(
        graph -> {
          nodes.accept(graph);
          graph.text(2, "g").message(11, Written.real("x")).message(12, Written.real("y"));
        });
  }

  /** Each value of a long chain is read by the next alone. */
  private static byte[] chain(int length) {
    return graph(
        g -> {
          for (int i = 0; i < length; i++) {
            Written.node(g, "Neg", i == 0 ? "x" : "v" + i, i == length - 1 ? "y" : "v" + (i + 1));
          }
        });
  }

  /** All values of a fan are read at its end. */
  private static byte[] fan(int width) {
    return graph(
        g -> {
          StringBuilder all = new StringBuilder("x");
          for (int i = 0; i < width; i++) {
            Written.node(g, "Neg", "x", "v" + i);
            all.append(" v").append(i);
          }
          Written.node(g, "Sum", all.toString(), "y");
        });
  }

  @Test
  void valuesThatNothingReadsAnyMore_areFreed() {
    Value y = run(chain(10), 200_000).getFirst();
    assertThat(y.numbers()[0]).isEqualTo(Value.normal(1, ELEMENTS).numbers()[0]);
  }

  @Test
  void valuesThatAreReadLater_count() {
    assertThat(run(fan(3), 400_000)).hasSize(1);
    refused(fan(10), 200_000, "'Neg'", "beside the");
  }

  private static byte[] loop(long rounds, Consumer<Proto> body) {
    return graph(
        g -> {
          Consumer<Proto> number = t -> t.tensor("", OnnxElementType.INT64).integer(7, rounds);
          g.constant("n", a -> a.text(1, "value").message(5, number).integer(20, 4));
          Written.node(
              g,
              "Loop",
              "n  x",
              "y",
              Written.body(
                  "body",
                  b -> {
                    body.accept(b);
                    b.message(11, Written.whole("i")).message(11, Written.truth("c"));
                    b.message(11, Written.real("h"));
                    b.message(12, Written.truth("c")).message(12, Written.real("next"));
                  }));
        });
  }

  @Test
  void roundsOfALoop_freeWhatTheyMade() {
    byte[] model =
        loop(
            4,
            b -> {
              Written.node(b, "Neg", "h", "a");
              Written.node(b, "Neg", "a", "next");
            });
    assertThat(run(model, 300_000)).hasSize(1);
  }

  @Test
  void stateThatDoublesEachRound_isRefused() {
    byte[] model =
        loop(
            1L << 40,
            b ->
                Written.node(
                    b,
                    "Concat",
                    "h h",
                    "next",
                    node -> node.message(5, a -> a.text(1, "axis").integer(3, 0).integer(20, 2))));
    refused(model, 1 << 20, "'Concat'");
  }

  @Test
  void sequencesThatGrow_areRefused() {
    byte[] model =
        graph(
            g -> {
              Written.node(g, "SequenceConstruct", "x", "s0");
              for (int i = 0; i < 20; i++) {
                Written.node(g, "Neg", "x", "v" + i);
                Written.node(g, "SequenceInsert", "s" + i + " v" + i, "s" + (i + 1));
              }
              Written.node(
                  g,
                  "ConcatFromSequence",
                  "s20",
                  "y",
                  node -> node.message(5, a -> a.text(1, "axis").integer(3, 0).integer(20, 2)));
            });
    refused(model, 300_000, "beside the");
  }

  @Test
  void branches_andFunctionsReadWhatTheGraphAroundHolds() {
    byte[] model =
        graph(
            g -> {
              Written.node(g, "Neg", "x", "negative");
              Consumer<Proto> truth = t -> t.tensor("", OnnxElementType.BOOL).integer(5, 1);
              g.constant("on", a -> a.text(1, "value").message(5, truth).integer(20, 4));
              Consumer<Proto> branch =
                  b -> {
                    Written.node(b, "Neg", "negative", "out");
                    b.message(12, Written.real("out"));
                  };
              Written.node(
                  g,
                  "If",
                  "on",
                  "y",
                  Written.body("then_branch", branch).andThen(Written.body("else_branch", branch)));
            });
    assertThat(run(model, 200_000).getFirst().numbers())
        .isEqualTo(Value.normal(1, ELEMENTS).numbers());
  }

  @Test
  void aLimitIsPartOfTheModel() {
    try (var network = Interpreted.network(chain(1), MemoryLimit.of(10));
        Scope _ = new Scope()) {
      assertThat(network.model()).isInstanceOf(GraphModel.class);
      assertThatThrownBy(() -> Interpreted.run(network, Map.of("x", Value.normal(1, ELEMENTS))))
          .hasMessageContaining("39.1 KB");
    }
  }

  @ParameterizedTest
  @CsvSource({"500M, 524288000", "4G, 4294967296", "1 gb, 1073741824", "2KiB, 2048"})
  void sizes_areRead(String text, long bytes) {
    assertThat(MemoryLimit.of(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "-1G", "G", "0M", "many"})
  void whatIsNoSize_isRefused(String text) {
    assertThatThrownBy(() -> MemoryLimit.of(text)).isInstanceOf(MemoryException.class);
  }
}
