package dev.sonde.network.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
