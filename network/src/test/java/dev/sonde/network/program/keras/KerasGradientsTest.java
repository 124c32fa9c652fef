package dev.sonde.network.program.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Overlay;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gradients at every site of files that Keras wrote, against central differences along the gradient
 * itself: a missing path or a wrong factor changes that slope. The signal is all outputs times
 * fixed random numbers, since the sum of a softmax has no slope.
 */
class KerasGradientsTest {

  /** Steps of this share of a site's spread: float32 still resolves what they change. */
  private static final double STEP = 1e-4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequential-cnn.keras",
        "functional-merge.keras",
        "recurrent.keras",
        "masked-rnn.keras",
        "masked-sequential.keras",
        "masking-layer.keras",
        "attention.keras",
        "nested-shared.keras",
        "conv1d.keras",
        "mnist-trained.keras",
      })
  void gradientsAtEverySite_areTheSlopesOfTheSignal(String name) {
    String base = name.substring(0, name.lastIndexOf('.'));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    GoldenRun.arrays(file(base + ".io.npz"))
        .forEach(
            (part, tensor) -> {
              if (part.startsWith("in")) inputs.put(part, tensor);
            });
    int compared = 0;
    try (var network = GoldenRun.open(file(name))) {
      for (String recorded : GoldenRun.arrays(file(base + ".sites.npz")).keySet()) {
        String site = recorded.replaceFirst("@0$", "");
        if (!site.contains("@") && compare(network, inputs, site)) compared++;
      }
    }
    assertThat(compared).as("sites with a slope").isGreaterThan(1);
  }

  private static boolean compare(
      Network<Map<String, Array>, Map<String, Array>> network,
      Map<String, Tensor> inputs,
      String site) {
    float[] values;
    float[] gradient;
    Shape shape;
    try (Scope _ = new Scope()) {
      var seen =
          network.run(
              arrays(inputs), KerasGradientsTest::signal, Tap.values(site), Tap.gradients(site));
      shape = seen.values(site).shape();
      values = seen.values(site).toFloats();
      gradient = seen.gradients(site).toFloats();
    }
    double norm = norm(gradient);
    if (norm < 1e-6) return false;
    double step = STEP * Math.max(norm(values), 1e-3);
    double up = at(network, inputs, site, shape, moved(values, gradient, step / norm));
    double down = at(network, inputs, site, shape, moved(values, gradient, -step / norm));
    assertThat((up - down) / (2 * step)).as(site).isCloseTo(norm, within(0.03 * norm));
    return true;
  }

  private static double at(
      Network<Map<String, Array>, Map<String, Array>> network,
      Map<String, Tensor> inputs,
      String site,
      Shape shape,
      float[] values) {
    float[] everywhere = new float[values.length];
    java.util.Arrays.fill(everywhere, 1);
    Probe instead =
        Overlay.of(
            site,
            Tensor.ofFloats(site, shape, values),
            Tensor.ofFloats("everywhere", shape, everywhere));
    try (Scope _ = new Scope()) {
      return network.compute(arrays(inputs), outputs -> signal(outputs).item(), instead);
    }
  }

  private static Array signal(Map<String, Array> outputs) {
    SplittableRandom random = new SplittableRandom(1);
    Array all = Array.of(new float[1], 1).sum();
    for (Array output : outputs.values()) {
      float[] weights = new float[Math.toIntExact(output.shape().count())];
      for (int i = 0; i < weights.length; i++) weights[i] = (float) random.nextGaussian();
      all = all.add(output.multiply(Array.of(weights, output.shape().toArray())).sum());
    }
    return all;
  }

  private static float[] moved(float[] values, float[] direction, double by) {
    float[] moved = new float[values.length];
    for (int i = 0; i < moved.length; i++) moved[i] = (float) (values[i] + by * direction[i]);
    return moved;
  }

  private static double norm(float[] numbers) {
    double sum = 0;
    for (float number : numbers) sum += (double) number * number;
    return Math.sqrt(sum);
  }

  private static Map<String, Array> arrays(Map<String, Tensor> tensors) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> arrays.put(name, Array.of(tensor)));
    return arrays;
  }

  private static Path file(String name) {
    return SharedData.path("../networks/keras/" + name);
  }
}
