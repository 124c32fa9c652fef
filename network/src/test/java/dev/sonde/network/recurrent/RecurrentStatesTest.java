package dev.sonde.network.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrentStatesTest {

  private static Map<String, Array> engine(Map<String, Tensor> tensors) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> arrays.put(name, Array.of(tensor)));
    return arrays;
  }

  private static List<Tensor> named(Path npz, String prefix) {
    return GoldenRun.arrays(npz).values().stream()
        .filter(tensor -> tensor.address().startsWith(prefix))
        .toList();
  }

  /** The framework's own outputs hold for the network that is run step by step. */
  @ParameterizedTest
  @CsvSource({
    "pt2/lstm-classifier.pt2,rnn_l0;rnn_l0_reverse;rnn_l1;rnn_l1_reverse,16",
    "pt2/gru-parity.pt2,rnn,12",
    "torchscript/lstm-classifier.traced.t214.pt,rnn_l0;rnn_l0_reverse;rnn_l1;rnn_l1_reverse,16",
    "torchscript/lstm-classifier.scripted.t214.pt,rnn_l0;rnn_l0_reverse;rnn_l1;rnn_l1_reverse,16",
    "torchscript/gru-parity.scripted.t113.pt,rnn,12",
  })
  void frameworksNetworks_stepwise_giveGoldenOutputsAndEveryLayer(
      String name, String sites, int units) {
    Path file = SharedData.beside("networks/" + name);
    String stem = file.toString().substring(0, file.toString().lastIndexOf('.'));
    boolean pair = name.startsWith("pt2");
    Path inputs = Path.of(stem + (pair ? ".inputs.npz" : ".io.npz"));
    Path outputs = Path.of(stem + (pair ? ".outputs.npz" : ".io.npz"));
    Map<String, Tensor> given = new LinkedHashMap<>();
    named(inputs, "in").forEach(tensor -> given.put(tensor.address(), tensor));
    try (ArrayNetwork network = ArrayNetwork.stepwise(file, Hints.none());
        Scope _ = new Scope()) {
      Map<String, float[]> computed =
          network.compute(
              engine(given),
              all -> {
                Map<String, float[]> floats = new LinkedHashMap<>();
                all.forEach((each, array) -> floats.put(each, array.toFloats()));
                return floats;
              });
      for (Tensor wanted : named(outputs, "out")) {
        float[] found = Objects.requireNonNull(computed.get(wanted.address()));
        GoldenRun.requireNear(wanted.address(), found, wanted.toFloats());
      }
      List<RecurrentStates> found = RecurrentStates.of(network, engine(given), List.of());
      assertThat(found.stream().map(RecurrentStates::site)).containsExactly(sites.split(";"));
      for (RecurrentStates states : found) {
        assertThat(states.units()).isEqualTo(units);
        assertThat(states.parts()).containsKeys("h");
      }
      if (pair) requireTopLayer(Path.of(stem + ".sites.npz"), found);
      // h = o · tanh(c)
      if (!name.contains("lstm")) return;
      for (RecurrentStates states : found) {
        float[] h = Objects.requireNonNull(states.parts().get("h"));
        float[] c = Objects.requireNonNull(states.parts().get("c"));
        float[] o = Objects.requireNonNull(states.parts().get("o"));
        for (int i = 0; i < h.length; i++) {
          assertThat((double) h[i]).isCloseTo(o[i] * Math.tanh(c[i]), within(1e-6));
        }
      }
    }
  }

  /**
   * What the framework's last layer put out: its directions side by side, each in reading order.
   */
  private static void requireTopLayer(Path sites, List<RecurrentStates> found) {
    Tensor golden = Objects.requireNonNull(GoldenRun.arrays(sites).get("rnn"));
    RecurrentStates last = found.getLast();
    boolean both = last.site().endsWith("_reverse");
    List<RecurrentStates> top =
        both ? found.subList(found.size() - 2, found.size()) : List.of(last);
    int units = last.units();
    float[] together = new float[Math.toIntExact(golden.count())];
    for (int way = 0; way < top.size(); way++) {
      float[] h = Objects.requireNonNull(top.get(way).parts().get("h"));
      for (int row = 0; row < last.sequences() * last.steps(); row++) {
        System.arraycopy(h, row * units, together, (row * top.size() + way) * units, units);
      }
    }
    GoldenRun.requireNear("rnn", together, golden.toFloats());
  }

  /** ONNX tells Y only: a plain recurrent network in both directions, computed by hand. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void onnx_bothDirections_areWhatTheEquationGives(int layout, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("rnn.onnx");
    Files.write(
        file,
        Proto.of(
            model ->
                model
                    .integer(1, 8)
                    .message(
                        7,
                        graph -> {
                          graph.text(2, "g");
                          for (String input : List.of("x", "w", "r"))
                            graph.message(11, real(input));
                          graph.node(
                              "the_rnn",
                              "RNN",
                              new String[] {"x", "w", "r"},
                              new String[] {"y"},
                              node ->
                                  node.message(
                                          5,
                                          a ->
                                              a.text(1, "direction")
                                                  .text(4, "bidirectional")
                                                  .integer(20, 3))
                                      .message(
                                          5,
                                          a ->
                                              a.text(1, "hidden_size").integer(3, 1).integer(20, 2))
                                      .message(
                                          5,
                                          a ->
                                              a.text(1, "layout")
                                                  .integer(3, layout)
                                                  .integer(20, 2)));
                          graph.message(12, real("y"));
                        })
                    .message(8, set -> set.text(1, "").integer(2, 14))));
    double[] x = {.5, -1, 2};
    Map<String, Tensor> given =
        Map.of(
            "x",
            Tensor.ofFloats(
                "x", layout == 0 ? Shape.of(3, 1, 1) : Shape.of(1, 3, 1), new float[] {.5f, -1, 2}),
            "w",
            Tensor.ofFloats("w", Shape.of(2, 1, 1), new float[] {.7f, -.4f}),
            "r",
            Tensor.ofFloats("r", Shape.of(2, 1, 1), new float[] {.3f, .9f}));
    try (ArrayNetwork network = ArrayNetwork.stepwise(file, Hints.none());
        Scope _ = new Scope()) {
      List<RecurrentStates> found = RecurrentStates.of(network, engine(given), List.of());
      assertThat(found.stream().map(RecurrentStates::site)).containsExactly("y", "y_reverse");
      float[] forward = Objects.requireNonNull(found.get(0).parts().get("h"));
      float[] backward = Objects.requireNonNull(found.get(1).parts().get("h"));
      double h = 0;
      for (int t = 0; t < 3; t++) {
        h = Math.tanh(.7 * x[t] + .3 * h);
        assertThat((double) forward[t]).isCloseTo(h, within(1e-6));
      }
      h = 0;
      for (int t = 2; t >= 0; t--) {
        h = Math.tanh(-.4 * x[t] + .9 * h);
        assertThat((double) backward[t]).isCloseTo(h, within(1e-6));
      }
      assertThatThrownBy(() -> RecurrentStates.of(network, engine(given), List.of("none")))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("no site matches 'none'");
    }
  }

  @Test
  void networksWithoutRecurrentParts_haveNone() {
    Path file = SharedData.beside("networks/pt2/conv-zoo.pt2");
    Map<String, Tensor> given = new LinkedHashMap<>();
    named(SharedData.beside("networks/pt2/conv-zoo.inputs.npz"), "in")
        .forEach(tensor -> given.put(tensor.address(), tensor));
    try (ArrayNetwork network = ArrayNetwork.stepwise(file, Hints.none());
        Scope _ = new Scope()) {
      assertThat(RecurrentStates.of(network, engine(given), List.of())).isEmpty();
    }
  }

  private static Consumer<Proto> real(String name) {
    return info ->
        info.text(1, name)
            .message(2, t -> t.message(1, x -> x.integer(1, OnnxElementType.FLOAT.number())));
  }
}
