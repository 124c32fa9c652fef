package dev.sonde.network.program.keras;

import dev.sonde.network.program.GoldenRun;
import dev.sonde.tensor.Tensor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer of some models gives what Keras 3.15 gave; see make.py beside the files. */
class KerasLayersTest {

  private static Path file(String name) throws URISyntaxException {
    URL url = KerasLayersTest.class.getResource("/goldens/keras/" + name);
    return Path.of(Objects.requireNonNull(url, name).toURI());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers-1d",
        "layers-2d",
        "layers-3d",
        "layers-attention",
        "layers-recurrent",
        "layers-activations"
      })
  void layersGiveWhatKerasGives(String name) throws Exception {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<String, Tensor> sites = new LinkedHashMap<>();
    GoldenRun.arrays(file(name + ".npz"))
        .forEach((array, tensor) -> (array.matches("in\\d") ? inputs : sites).put(array, tensor));
    try (var network = GoldenRun.open(file(name + ".keras"))) {
      GoldenRun.requireSites(network, inputs, sites);
    }
  }
}
