package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.work.WorkBudget;
import dev.sonde.network.work.WorkException;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run keeps to an amount of work, also where it takes hardly any memory. */
class WorkTest {

  private static void refused(byte[] model, String... words) {
    try (var network = Interpreted.network(model);
        Scope _ = new Scope()) {
      assertThatThrownBy(() -> Interpreted.run(network, Map.of("x", Value.normal(1, 1))))
          .isInstanceOf(GraphException.class)
          .hasMessageContaining("is more work than a run may take")
          .hasMessageContainingAll(words)
          .message()
          .doesNotContain("\n");
    }
  }

  private static byte[] graph(Consumer<Proto> nodes) {
    return Proto.model(
        graph -> {
          nodes.accept(graph);
          graph.text(2, "g").message(11, Written.real("x")).message(12, Written.real("y"));
        });
  }

  private static void numbers(Proto graph, String name, long... numbers) {
    Consumer<Proto> list =
        t -> {
          Proto tensor = t.tensor("", OnnxElementType.INT64, numbers.length);
          for (long number : numbers) tensor.integer(7, number);
        };
    graph.constant(name, a -> a.text(1, "value").message(5, list).integer(20, 4));
  }

  private static Consumer<Proto> text(String name, String value) {
    return node -> node.message(5, a -> a.text(1, name).text(4, value).integer(20, 3));
  }

  private static Consumer<Proto> whole(String name, long value) {
    return node -> node.message(5, a -> a.text(1, name).integer(3, value).integer(20, 2));
  }

  private static Consumer<Proto> wholes(String name, long... values) {
    return node ->
        node.message(
            5,
            a -> {
              a.text(1, name).integer(20, 7);
              for (long value : values) a.integer(8, value);
            });
  }

  /** {@code big} is one number repeated: it takes no memory. */
  private static void big(Proto graph, long... shape) {
    numbers(graph, "shape", shape);
    Written.node(graph, "Expand", "x shape", "big");
  }

  @Test
  void aLoopThatReadsTheSameViewsAgainAndAgain_isEnded() {
    byte[] model =
        graph(
            g -> {
              big(g, 1 << 14, 1 << 14);
              numbers(g, "rounds", 40_000);
              Written.node(
                  g,
                  "Loop",
                  "rounds  x",
                  "y",
                  Written.body(
                      "body",
                      b -> {
                        Written.node(b, "ReduceSum", "big", "sum", whole("keepdims", 0));
                        Written.node(b, "Add", "h sum", "next");
                        b.message(11, Written.whole("i")).message(11, Written.truth("c"));
                        b.message(11, Written.real("h"));
                        b.message(12, Written.truth("c")).message(12, Written.real("next"));
                      }));
            });
    refused(model, "'ReduceSum'", "loop without end");
  }

  @ParameterizedTest
  @CsvSource({"MatMul, big big", "Einsum, big big", "Gemm, big big", "MatMulInteger, bytes bytes"})
  void productsOfViews_areCountedBeforeTheyAreComputed(String operator, String inputs) {
    byte[] model =
        graph(
            g -> {
              big(g, 8_000, 8_000);
              Written.node(g, "Cast", "x", "byte", whole("to", 3));
              Written.node(g, "Expand", "byte shape", "bytes");
              Consumer<Proto> equation =
                  operator.equals("Einsum") ? text("equation", "ij,jk->ik") : _ -> {};
              Written.node(g, operator, inputs, "y", equation);
            });
    refused(model, "'" + operator + "'");
  }

  @Test
  void decompositionsWindowsAndConvolutions_areCounted() {
    refused(
        graph(
            g -> {
              big(g, 1, 20_000, 20_000);
              Written.node(g, "Det", "big", "y");
            }),
        "'Det'");
    refused(
        graph(
            g -> {
              big(g, 1, 1, 10_000, 10_000);
              Written.node(g, "MaxPool", "big", "y", wholes("kernel_shape", 5_000, 5_000));
            }),
        "'MaxPool'");
    refused(
        graph(
            g -> {
              big(g, 1, 1, 10_000, 10_000);
              numbers(g, "window", 1, 1, 5_000, 5_000);
              Written.node(g, "Expand", "x window", "kernel");
              Written.node(g, "Conv", "big kernel", "y");
            }),
        "'Conv'");
  }

  @Test
  void copiesOfViews_areCounted() {
    refused(
        graph(
            g -> {
              big(g, 1 << 14, 1 << 14);
              numbers(g, "flat", -1);
              String from = "big";
              for (int i = 0; i < 40; i++) {
                Written.node(g, "Neg", from, "v" + i);
                from = "v" + i;
              }
              Written.node(g, "Reshape", from + " flat", "y");
            }),
        "'Neg'");
  }

  @Test
  void work_growsWithWhatAFileHoldsAndWhatItIsGiven() {
    WorkBudget.of(0, 0).charge(4e9);
    assertThatThrownBy(() -> WorkBudget.of(0, 0).charge(4.1e9)).isInstanceOf(WorkException.class);
    WorkBudget.of(1e6, 0).charge(1e10);
    WorkBudget.of(0, 1e6).charge(1e11);
    WorkBudget products = WorkBudget.of(0, 0);
    products.multiply(64e9, true);
    assertThat(products.done()).isEqualTo(1e9);
    assertThatThrownBy(() -> products.multiply(64e9, false)).isInstanceOf(WorkException.class);
  }
}
