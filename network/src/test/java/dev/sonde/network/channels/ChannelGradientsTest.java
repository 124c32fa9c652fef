package dev.sonde.network.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.CifarResNet;
import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Patch;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.torch.Spatial;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelGradientsTest {

  private static Array normal(long seed, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[(int) Shape.of(shape).count()];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return Array.of(values, shape);
  }

  /** The definition, place by place: in, out, kernel, stride, padding, dilation, groups. */
  @ParameterizedTest
  @CsvSource({
    "12, 4, 3, 1, 1, 1, 1",
    "12, 4, 3, 2, 1, 1, 1",
    "12, 6, 3, 1, 2, 2, 1",
    "3, 4, 3, 1, 0, 1, 1",
    "3, 4, 5, 2, 2, 1, 1",
    "5, 4, 1, 1, 0, 1, 1",
    "5, 4, 1, 2, 0, 1, 1",
    "20, 4, 3, 3, 0, 1, 2",
    "4, 4, 3, 1, 1, 1, 4",
    "4, 8, 3, 2, 1, 2, 4",
    "10, 2, 3, 1, 3, 1, 1"
  })
  void norms_areThoseOfTheDefinition(
      int in, int out, int kernel, int stride, int padding, int dilation, int groups) {
    int height = 9;
    int width = 8;
    int images = 2;
    int reach = dilation * (kernel - 1) + 1;
    int outHeight = (height + 2 * padding - reach) / stride + 1;
    int outWidth = (width + 2 * padding - reach) / stride + 1;
    int perGroup = in / groups;
    try (Scope _ = new Scope()) {
      Array g = normal(1, images, out, outHeight, outWidth);
      Array w = normal(2, out, perGroup, kernel, kernel);
      Spatial.Geometry geometry =
          new Spatial.Geometry(
              new long[] {stride, stride},
              new long[] {padding, padding},
              new long[] {dilation, dilation},
              groups,
              false);
      float[] found = SentNorms.squared(g, w, geometry, height, width).toFloats();
      float[] gs = g.toFloats();
      float[] ws = w.toFloats();
      for (int n = 0; n < images; n++) {
        for (int k = 0; k < out; k++) {
          for (int c = 0; c < perGroup; c++) {
            double[][] sent = new double[height][width];
            for (int i = 0; i < outHeight; i++) {
              for (int j = 0; j < outWidth; j++) {
                for (int u = 0; u < kernel; u++) {
                  for (int v = 0; v < kernel; v++) {
                    int a = i * stride + u * dilation - padding;
                    int b = j * stride + v * dilation - padding;
                    if (a < 0 || b < 0 || a >= height || b >= width) continue;
                    sent[a][b] +=
                        gs[((n * out + k) * outHeight + i) * outWidth + j]
                            * ws[((k * perGroup + c) * kernel + u) * kernel + v];
                  }
                }
              }
            }
            double square =
                Arrays.stream(sent).flatMapToDouble(Arrays::stream).map(x -> x * x).sum();
            assertThat((double) found[(n * out + k) * perGroup + c])
                .isCloseTo(square, within(1e-4 * (1 + square)));
          }
        }
      }
    }
  }

  private static List<ChannelGradients.LayerGradients> follow(
      Network<Array, Array> network, Array images, Definition definition, Signal signal) {
    return ChannelGradients.of(
            network,
            images,
            Optional.of(new int[] {1, 2}),
            ChannelGradients.Settings.defaults().definition(definition).signal(signal))
        .layers();
  }

  @Test
  void identities_hold() {
    try (var network =
            Network.create(
                Cnn.initialisationStudy(Shape.of(3, 16, 16), 5),
                new Initialiser.KaimingNormal(),
                1);
        Scope _ = new Scope()) {
      Array images = normal(3, 2, 3, 16, 16);
      for (Signal signal : Signal.values()) {
        var code = follow(network, images, Definition.CODE, signal);
        var paper = follow(network, images, Definition.PAPER, signal);
        int[] in = {3, 16, 16};
        for (int layer = 0; layer < 3; layer++) {
          float[] emCode = code.get(layer).emission();
          float[] emPaper = paper.get(layer).emission();
          for (int i = 0; i < emCode.length; i++) {
            assertThat((double) emCode[i]).isLessThanOrEqualTo(emPaper[i] * 1.0001 + 1e-9);
            assertThat((double) emPaper[i])
                .isLessThanOrEqualTo(Math.sqrt(in[layer]) * emCode[i] * 1.0001 + 1e-9);
          }
        }
        // What input channels absorb is at least the gradient that arrives there.
        Capture seen =
            network.run(
                images,
                logits -> signal.of(logits, Array.ofIndices(new int[] {1, 2}, 2)),
                Tap.gradients("conv1@pool"),
                Tap.gradients("conv2"));
        float[] arriving = norms(seen.gradients("conv1@pool").toFloats(), 2 * 16);
        for (int i = 0; i < arriving.length; i++) {
          assertThat((double) paper.get(1).absorption()[i])
              .isGreaterThanOrEqualTo(arriving[i] * .9999 - 1e-9);
        }
        assertThat(code.get(1).absorption())
            .containsExactly(norms(seen.gradients("conv2").toFloats(), 2 * 16), within(1e-5f));
      }
    }
  }

  private static float[] norms(float[] values, int rows) {
    float[] norms = new float[rows];
    int length = values.length / rows;
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int i = 0; i < length; i++)
        sum += values[r * length + i] * (double) values[r * length + i];
      norms[r] = (float) Math.sqrt(sum);
    }
    return norms;
  }

  /** One convolution with a mean and a linear layer behind: G by finite differences of S in V. */
  @Test
  void absorption_isThatOfFiniteDifferences() {
    try (var network =
            Network.create(
                Cnn.initialisationStudy(Shape.of(1, 8, 8), 4), new Initialiser.KaimingNormal(), 5);
        Scope _ = new Scope()) {
      Array image = normal(7, 1, 1, 8, 8);
      var layers =
          ChannelGradients.of(
                  network,
                  image,
                  Optional.of(new int[] {3}),
                  ChannelGradients.Settings.defaults().signal(Signal.LOGIT).sites("conv3"))
              .layers();
      double step = 1e-3;
      for (int channel = 0; channel < 3; channel++) {
        double sum = 0;
        for (int place = 0; place < 4; place++) {
          double[] ends = new double[2];
          for (int side = 0; side < 2; side++) {
            Capture before = network.run(image, Tap.values("conv3"));
            float[] moved = before.values("conv3").toFloats();
            moved[channel * 4 + place] += (float) (side == 0 ? -step : step);
            Tensor values = Tensor.ofFloats("conv3", Shape.of(1, 16, 2, 2), moved);
            Patch changed = Patch.from(Capture.of(List.of(values)), "conv3");
            ends[side] = network.compute(image, logits -> (double) logits.toFloats()[3], changed);
          }
          double slope = (ends[1] - ends[0]) / (2 * step);
          sum += slope * slope;
        }
        assertThat((double) layers.getFirst().absorption()[channel])
            .isCloseTo(Math.sqrt(sum), within(1e-3));
      }
    }
  }

  @Test
  void sameNetwork_fromTwoFormats_givesTheSame() {
    Path onnx = SharedData.path("onnx/resnet20-cifar10.onnx");
    Path torch = SharedData.path("cifar-resnets/resnet20-12fca82f.th");
    Array images =
        Array.of(
            Checkpoint.open(SharedData.path("onnx/resnet20-cifar10.input.npy"))
                .tensors()
                .getFirst());
    for (Definition definition : Definition.values()) {
      var settings = ChannelGradients.Settings.defaults().definition(definition);
      try (Scope _ = new Scope();
          var first = Network.openSingle(onnx, "");
          var second = Network.openSingle(torch, "")) {
        assertThat(second.model()).isInstanceOf(CifarResNet.class);
        var a = ChannelGradients.of(first, images, Optional.empty(), settings);
        var b = ChannelGradients.of(second, images, Optional.empty(), settings);
        assertThat(a.predicted()).isEqualTo(b.predicted());
        assertThat(a.layers()).hasSize(19);
        for (int i = 0; i < 19; i++) {
          assertThat(a.layers().get(i).site()).isEqualTo(b.layers().get(i).site());
          assertThat(a.layers().get(i).absorption())
              .containsExactly(b.layers().get(i).absorption(), within(1e-4f));
          assertThat(a.layers().get(i).emission())
              .containsExactly(b.layers().get(i).emission(), within(1e-4f));
        }
      }
    }
    images.close();
  }

  @Test
  void statisticsOfTheBatch_areTakenAndNotKept() {
    Path torch = SharedData.path("cifar-resnets/resnet20-12fca82f.th");
    try (Scope _ = new Scope();
        var network = Network.openSingle(torch, "")) {
      Array image = normal(9, 1, 3, 32, 32);
      float[] before = network.parameters().get("bn1.running_mean").toFloats();
      var running = ChannelGradients.Settings.defaults().sites("conv1");
      var batch = running.normalisation(Pass.Normalisation.BATCH);
      var a = ChannelGradients.of(network, image, Optional.empty(), running);
      var b = ChannelGradients.of(network, image, Optional.empty(), batch);
      assertThat(a.layers().getFirst().emission()).isNotEqualTo(b.layers().getFirst().emission());
      assertThat(network.parameters().get("bn1.running_mean").toFloats()).containsExactly(before);
    }
  }

  @Test
  void whatCannotBeFollowed_isSaid() {
    try (var network =
            Network.create(
                Cnn.initialisationStudy(Shape.of(1, 8, 8), 4), new Initialiser.KaimingNormal(), 5);
        Scope _ = new Scope()) {
      Array image = normal(7, 1, 1, 8, 8);
      var settings = ChannelGradients.Settings.defaults();
      assertThatThrownBy(
              () -> ChannelGradients.of(network, image, Optional.of(new int[] {9}), settings))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("class 9");
      assertThatThrownBy(
              () -> ChannelGradients.of(network, image, Optional.empty(), settings.sites("fc1")))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("fc1");
    }
  }
}
