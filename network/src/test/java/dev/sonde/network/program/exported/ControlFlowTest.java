package dev.sonde.network.program.exported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.program.ProgramException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with loops, writing in place and free extents, and older layouts; made by make.py. */
class ControlFlowTest {

  static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(ControlFlowTest.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Tensor> part(String name, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    GoldenRun.arrays(file(name + ".npz"))
        .forEach(
            (key, tensor) -> {
              if (key.startsWith(prefix)) part.put(key, tensor);
            });
    return part;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"while-loop", "scan", "shared-in-place", "symbolic", "fourier", "bfloat16"})
  void outputsAreThoseOfPyTorch(String name) {
    try (var network = GoldenRun.open(file(name + ".pt2"))) {
      GoldenRun.requireOutputs(network, part(name, "in"), part(name, "out"));
      Map<String, float[]> plain = GoldenRun.outputs(network, part(name, "in"));
      Map<String, float[]> tapped = GoldenRun.outputs(network, part(name, "in"), Tap.values("**"));
      plain.forEach((output, wanted) -> assertThat(tapped.get(output)).isEqualTo(wanted));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layout-2.1", "layout-2.5", "layout-2.7", "layout-2.14"})
  void olderLayoutsGiveTheSame(String name) {
    try (var network = GoldenRun.open(file(name + ".pt2"))) {
      GoldenRun.requireOutputs(network, part("layout-2.14", "in"), part("layout-2.14", "out"));
      assertThat(GoldenRun.outputs(network, part("layout-2.14", "in"), Ablation.zero("fc")))
          .hasSize(1);
    }
  }

  @Test
  void dropoutIsOffThoughTheProgramWasExportedInTraining() {
    try (var network = GoldenRun.open(file("dropout-in-training.pt2"))) {
      Map<String, float[]> out = GoldenRun.outputs(network, part("dropout-in-training", "in"));
      assertThat(out.get("out")).containsOnly(1f);
    }
  }

  @Test
  void eachRoundOfALoopAndEachCallOfAModuleIsASite() {
    try (var network = GoldenRun.open(file("while-loop.pt2"))) {
      Map<String, float[]> plain = GoldenRun.outputs(network, part("while-loop", "in"));
      Map<String, float[]> ablated =
          GoldenRun.outputs(network, part("while-loop", "in"), Ablation.zero("**tanh@t=3"));
      assertThat(Objects.requireNonNull(ablated.get("out1"))).containsOnly(0f);
      assertThat(ablated.get("out1")).isNotEqualTo(plain.get("out1"));
    }
    try (var network = GoldenRun.open(file("shared-in-place.pt2"))) {
      Map<String, Tensor> in = part("shared-in-place", "in");
      float[] first = GoldenRun.outputs(network, in, Ablation.zero("fc")).get("out.y");
      float[] second = GoldenRun.outputs(network, in, Ablation.zero("fc#2")).get("out.y");
      assertThat(first).isNotEqualTo(second);
    }
  }

  @Test
  void freeExtentsAreCheckedAgainstTheirRange() {
    try (var network = GoldenRun.open(file("symbolic.pt2"))) {
      Map<String, Tensor> in = new LinkedHashMap<>();
      in.put("x", Tensor.ofFloats("", Shape.of(11, 4), new float[44]));
      in.put("y", Tensor.ofFloats("", Shape.of(2, 5), new float[10]));
      assertThatThrownBy(() -> GoldenRun.outputs(network, in))
          .isInstanceOf(ProgramException.class)
          .hasMessageContaining("input 'x' is x: float32 [s")
          .hasMessageContaining("it was given [11, 4]");
    }
  }
}
