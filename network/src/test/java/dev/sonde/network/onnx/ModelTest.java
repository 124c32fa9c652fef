package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.model.GraphModel;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Patch;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole models, end to end. */
class ModelTest {

  private static Array image(String model) {
    return Array.of(
        Checkpoint.open(SharedData.path("onnx/" + model + ".input.npy")).tensors().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet20-cifar10", "squeezenet1.1-imagenet"})
  void realNetworks_giveTheirKnownOutputs(String model) {
    Path file = SharedData.path("onnx/" + model + ".onnx");
    Tensor right =
        Checkpoint.open(SharedData.path("onnx/" + model + ".output.npy")).tensors().getFirst();
    try (var network = Network.open(file, GraphModel.class);
        Scope _ = new Scope()) {
      float[] found =
          network.compute(
              Map.of("image", image(model)), out -> out.values().iterator().next().toFloats());
      assertThat(found).containsExactly(right.toFloats(), within(1e-4f));
    }
  }

  @Test
  void sites_answerToAllTheirNames() {
    Path file = SharedData.path("onnx/resnet20-cifar10.onnx");
    try (var network = Network.open(file, GraphModel.class);
        Scope _ = new Scope()) {
      Map<String, Array> image = Map.of("image", image("resnet20-cifar10"));
      String value = "/layer1/layer1.0/conv1/Conv_output_0";
      for (String name : List.of(value, "/layer1/layer1.0/conv1/Conv", "layer1.0.conv1")) {
        Capture seen = network.run(image, Tap.values(name));
        assertThat(seen.addresses()).containsExactly(value);
        assertThat(seen.values(name).shape().toArray())
            .containsExactly(seen.values(value).shape().toArray());
      }
      Capture all = network.run(image, Tap.shapes("**"));
      assertThat(all.sites()).hasSizeGreaterThan(60);
    }
  }

  @Test
  void interventions_workAsOnBuiltInModels() {
    Path file = SharedData.path("onnx/resnet20-cifar10.onnx");
    try (var network = Network.open(file, GraphModel.class);
        Scope _ = new Scope()) {
      Map<String, Array> image = Map.of("image", image("resnet20-cifar10"));
      String site = "layer1.0.conv1";
      Capture whole = network.run(image, Tap.values(site), Tap.values("linear"));
      Capture ablated =
          network.run(image, Tap.values(site), Tap.values("linear"), Ablation.zero(site, 3, 5));
      float[] before = whole.values(site).toFloats();
      float[] after = ablated.values(site).toFloats();
      for (int i = 0; i < before.length; i++) {
        int channel = i / (32 * 32) % 16;
        assertThat(after[i]).isEqualTo(channel == 3 || channel == 5 ? 0 : before[i]);
      }
      assertThat(ablated.values("linear").toFloats())
          .isNotEqualTo(whole.values("linear").toFloats());
      Capture patched =
          network.run(
              image, Tap.values("linear"), Ablation.zero("conv1", 1), Patch.from(whole, site));
      // The shortcut goes around the patched site, so the outputs differ, but by less than before.
      assertThat(patched.values("linear").toFloats())
          .isNotEqualTo(whole.values("linear").toFloats());
    }
  }

  @Test
  void gradients_atEverySite_areThoseOfFiniteDifferences() {
    Path file = SharedData.path("onnx/resnet20-cifar10.onnx");
    try (var network = Network.open(file, GraphModel.class);
        Scope _ = new Scope()) {
      Array input = image("resnet20-cifar10").narrow(0, 0, 1);
      Capture seen =
          network.run(
              Map.of("image", input),
              out -> out.values().iterator().next().select(1, 3).sum(),
              Tap.gradients("image"),
              Tap.gradients("/layer2/layer2.0/conv2/Conv"));
      float[] gradient = seen.gradients("image").toFloats();
      float[] pixels = input.toFloats();
      double step = 1e-2;
      for (int at : new int[] {100, 1500, 2500}) {
        double[] ends = new double[2];
        for (int side = 0; side < 2; side++) {
          float[] moved = pixels.clone();
          moved[at] += (float) (side == 0 ? -step : step);
          ends[side] =
              network.compute(
                  Map.of("image", Array.of(moved, input.shape().toArray())),
                  out -> out.values().iterator().next().toFloats()[3]);
        }
        assertThat((ends[1] - ends[0]) / (2 * step))
            .isCloseTo(gradient[at], within(5e-3 + .05 * Math.abs(gradient[at])));
      }
    }
  }

  @Test
  void sileroVad_isAsInOnnxRuntime() throws IOException, OrtException {
    Path file = SharedData.path("checkpoints/silero_vad_16k_op15.onnx");
    byte[] bytes = Files.readAllBytes(file);
    Map<String, Value> inputs =
        Map.of(
            "input", Value.between(1, -.5, .5, 2, 576),
            "state", Value.normal(2, 2, 2, 128),
            "sr", Value.of(16000L));
    Reference.requireSame(Interpreted.run(bytes, inputs), Reference.run(bytes, inputs), 1e-5);
  }

  @Test
  void miniLm_isAsInOnnxRuntime() throws IOException, OrtException {
    byte[] bytes;
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/all-minilm-l6-v2.onnx"))) {
      bytes = in.readAllBytes();
    }
    Value ids = Value.whole(3, 1000, 20000, 2, 9);
    double[] mask = new double[18];
    for (int i = 0; i < mask.length; i++) mask[i] = i < 14 ? 1 : 0;
    Map<String, Value> inputs =
        Map.of(
            "input_ids",
            ids,
            "attention_mask",
            new Value(ElementType.INT64, mask, new long[] {2, 9}),
            "token_type_ids",
            Value.whole(4, 0, 1, 2, 9));
    Reference.requireSame(Interpreted.run(bytes, inputs), Reference.run(bytes, inputs), 1e-5);
  }
}
