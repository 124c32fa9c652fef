package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs within graphs. */
class ControlTest {

  /** y = b ? x + x : (−x)², the branches using a value of the graph around. */
  private static final byte[] BRANCHES =
      Proto.model(
          graph -> {
            Written.node(
                graph,
                "If",
                "b",
                "y",
                node -> {
                  Written.body(
                          "then_branch",
                          g -> {
                            Written.node(g, "Add", "x x", "inner");
                            g.message(12, Written.real("inner"));
                          })
                      .accept(node);
                  Written.body(
                          "else_branch",
                          g -> {
                            Written.node(g, "Neg", "x", "inner");
                            Written.node(g, "Mul", "inner inner", "out");
                            g.message(12, Written.real("out"));
                          })
                      .accept(node);
                });
            graph.text(2, "g").message(11, Written.real("x")).message(11, Written.truth("b"));
            graph.message(12, Written.real("y"));
          });

  /** h ← tanh(h + x) while it turns, at most n rounds; every h is collected. */
  private static final byte[] LOOP =
      Proto.model(
          graph -> {
            Written.node(
                graph,
                "Loop",
                "n go x",
                "last all",
                Written.body(
                    "body",
                    g -> {
                      Written.node(g, "Add", "h x", "sum");
                      Written.node(g, "Tanh", "sum", "next");
                      Written.node(g, "Identity", "next", "kept");
                      Written.node(g, "Identity", "before", "on");
                      g.message(11, Written.whole("i")).message(11, Written.truth("before"));
                      g.message(11, Written.real("h"));
                      g.message(12, Written.truth("on")).message(12, Written.real("next"));
                      g.message(12, Written.real("kept"));
                    }));
            graph.text(2, "g").message(11, Written.whole("n")).message(11, Written.truth("go"));
            graph.message(11, Written.real("x"));
            graph.message(12, Written.real("last")).message(12, Written.real("all"));
          });

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void branches_areAsInOnnxRuntime(int which) throws OrtException {
    Map<String, Value> inputs = Map.of("x", Value.normal(1, 2, 3), "b", truth(which));
    Reference.requireSame(Interpreted.run(BRANCHES, inputs), Reference.run(BRANCHES, inputs), 1e-6);
  }

  private static Value truth(int which) {
    return Value.of((long) which).as(dev.sonde.network.torch.ElementType.BOOL);
  }

  @Test
  void loops_areAsInOnnxRuntime() throws OrtException {
    Map<String, Value> inputs =
        Map.of("n", Value.of(4L), "go", truth(1), "x", Value.normal(2, 3, 2));
    Reference.requireSame(Interpreted.run(LOOP, inputs), Reference.run(LOOP, inputs), 1e-6);
  }

  @Test
  void rounds_areSitesOfTheirOwn() {
    try (var network = Interpreted.network(LOOP);
        Scope _ = new Scope()) {
      Map<String, Array> inputs =
          Map.of(
              "n",
              Value.of(3L).array(),
              "go",
              truth(1).array(),
              "x",
              Value.normal(2, 3, 2).array());
      Capture seen = network.run(inputs, Tap.values("next@t=*"), Tap.values("last"));
      assertThat(seen.addresses()).containsExactly("next@t=0", "next@t=1", "next@t=2", "last");
      assertThat(seen.values("last").toFloats())
          .containsExactly(seen.values("next@t=2").toFloats());
      Capture cut = network.run(inputs, Ablation.zero("next@t=1"), Tap.values("next@t=2"));
      // From an ablated state the third round is what the first would be from zero.
      float[] x = Value.normal(2, 3, 2).floats();
      for (int i = 0; i < x.length; i++) {
        assertThat(cut.values("next@t=2").toFloats()[i])
            .isEqualTo((float) Math.tanh(x[i]), org.assertj.core.api.Assertions.within(1e-6f));
      }
    }
  }

  @Test
  void functionsOfTheModel_areRun() throws OrtException {
    byte[] model =
        Proto.of(
            m ->
                m.integer(1, 8)
                    .text(2, "test")
                    .message(
                        7,
                        graph -> {
                          graph.message(
                              1,
                              node ->
                                  node.text(1, "x")
                                      .text(2, "y")
                                      .text(3, "call")
                                      .text(4, "Twice")
                                      .text(7, "own")
                                      .message(
                                          5,
                                          a -> a.text(1, "slope").float32(2, .3f).integer(20, 1)));
                          graph
                              .text(2, "g")
                              .message(11, Written.real("x"))
                              .message(12, Written.real("y"));
                        })
                    .message(8, set -> set.text(1, "").integer(2, 17))
                    .message(8, set -> set.text(1, "own").integer(2, 1))
                    .message(
                        25,
                        f -> {
                          f.text(1, "Twice")
                              .text(4, "a")
                              .text(5, "c")
                              .text(6, "slope")
                              .text(10, "own");
                          f.message(9, set -> set.text(1, "").integer(2, 17));
                          f.message(
                              7,
                              n ->
                                  n.text(1, "a")
                                      .text(2, "b")
                                      .text(4, "LeakyRelu")
                                      .message(
                                          5,
                                          a ->
                                              a.text(1, "alpha").text(21, "slope").integer(20, 1)));
                          f.message(
                              7, n -> n.text(1, "b").text(1, "b").text(2, "c").text(4, "Add"));
                        }));
    Map<String, Value> inputs = Map.of("x", Value.normal(5, 7));
    Reference.requireSame(Interpreted.run(model, inputs), Reference.run(model, inputs), 1e-6);
  }
}
