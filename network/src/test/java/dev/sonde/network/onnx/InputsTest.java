package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Patch;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is given to a graph reaches it as it is, or not at all. */
class InputsTest {

  private static Network<Map<String, Array>, Map<String, Array>> graph(ElementType type) {
    Value declared = Value.whole(1, 0, 2, 1).as(type);
    NodeModel model = new NodeModel("Identity", 18, "", List.of(Optional.of(declared)), 1);
    return Interpreted.network(model.bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "INT32, 1.5, not whole",
    "INT64, NaN, not whole",
    "INT64, Infinity, not whole",
    "INT32, 4294967297, the number 4294967297",
    "INT64, 1e19, the number 10000000000000000000",
    "UINT8, 256, the number 256",
    "UINT8, -1, the number -1"
  })
  void run_numberThatTheTypeHasNot_isRefused(ElementType type, double number, String words) {
    try (var network = graph(type);
        Scope _ = new Scope()) {
      Map<String, Array> given = Map.of("in_0", Array.ofDoubles(new double[] {number}, 1));
      assertThatThrownBy(() -> network.run(given, Tap.values("out_0")))
          .isInstanceOf(GraphException.class)
          .hasMessageContaining(words);
    }
  }

  @Test
  void tapAndPatch_ofDoubles_loseNothing() {
    double[] fine = {1 + 1e-12};
    try (var network = graph(ElementType.FLOAT64);
        Scope _ = new Scope()) {
      var seen = network.run(Map.of("in_0", Array.ofDoubles(fine, 1)), Tap.values("out_0"));
      assertThat(seen.values("out_0").toDoubles()).containsExactly(fine);
      double[] patched =
          network.compute(
              Map.of("in_0", Array.ofDoubles(new double[] {7}, 1)),
              out -> out.values().iterator().next().toDoubles(),
              Patch.from(seen, "out_0"));
      assertThat(patched).containsExactly(fine);
    }
  }
}
