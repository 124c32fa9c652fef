package dev.sonde.network.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.model.Stage;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeTest {

  private final Network<Array, Array> mlp =
      Network.create(Mlp.of(4, List.of(6, 5), List.of(), 3), new Initialiser.Framework(), 1);
  private final Array x =
      Array.of(new float[] {1, -1, .5f, .2f, .3f, .1f, -.7f, .9f, .4f, .6f, -.2f, -.5f}, 3, 4);

  @AfterEach
  void free() {
    mlp.close();
    x.close();
  }

  @Test
  void taps_everywhere_changeNoBit() {
    float[] plain = mlp.compute(x, Array::toFloats);
    float[] tapped = mlp.compute(x, Array::toFloats, Tap.values("**"), Tap.gradients("fc*@relu"));
    assertThat(tapped).containsExactly(plain);
    Capture seen = mlp.run(x, Tap.values("**"));
    assertThat(seen.addresses()).containsExactly("fc1", "fc1@relu", "fc2", "fc2@relu", "fc3");
    assertThat(seen.values("fc3").toFloats()).containsExactly(plain);
    assertThat(seen.values("fc1@relu").shape()).isEqualTo(Shape.of(3, 6));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cell.class,
      names = {"GRU", "LSTM", "TANH"})
  void taps_insideSequences_changeNoBit(Cell cell) {
    var model = Seq2Seq.attentive(cell, 7, 5, 8, 2);
    var input = Seq2Seq.Input.free(new int[][] {{1, 2, 3}, {4, 5, 6}}, 3);
    Function<Seq2Seq.Output, float[]> read = out -> out.logProbabilities().toFloats();
    try (var network = Network.create(model, new Initialiser.Framework(), 3)) {
      float[] plain = network.compute(input, read);
      assertThat(network.compute(input, read, Tap.values("**"))).containsExactly(plain);
      Capture seen = network.run(input, Tap.values("**"));
      assertThat(seen.addresses())
          .contains("encoder.rnn", "encoder.rnn@t=2/h", "decoder.rnn@t=0/h")
          .contains("decoder.attention@t=2", "decoder.out@t=1", "decoder.ffocus_merge@t=0");
      assertThat(seen.values("decoder.attention@t=0").shape()).isEqualTo(Shape.of(2, 3));
    }
  }

  @Test
  void ablation_ofUnits_silencesThemForOneCall() {
    float[] before = mlp.compute(x, Array::toFloats);
    Capture seen = mlp.run(x, Ablation.zero("fc1@relu", 0, 4), Tap.values("fc{1,3}**"));
    float[] ablated = seen.values("fc1@relu").toFloats();
    float[] whole = mlp.run(x, Tap.values("fc1@relu")).values("fc1@relu").toFloats();
    for (int i = 0; i < ablated.length; i++) {
      assertThat(ablated[i]).isEqualTo(i % 6 == 0 || i % 6 == 4 ? 0f : whole[i]);
    }
    assertThat(seen.values("fc3").toFloats()).isNotEqualTo(before);
    assertThat(mlp.compute(x, Array::toFloats)).containsExactly(before);
  }

  @Test
  void ablation_toMean_putsEachUnitsMean() {
    Capture seen = mlp.run(x, Tap.values("fc2"));
    float[] values = seen.values("fc2").toFloats();
    float mean = (values[1] + values[6] + values[11]) / 3;
    float[] ablated =
        mlp.run(x, Ablation.mean(seen, "fc2", 1), Tap.values("fc2")).values("fc2").toFloats();
    assertThat(new float[] {ablated[1], ablated[6], ablated[11]})
        .containsExactly(new float[] {mean, mean, mean}, within(1e-6f));
    assertThat(ablated[0]).isEqualTo(values[0]);
  }

  @Test
  void interventions_compose_inTheirOrder() {
    Tensor tapped =
        mlp.run(
                x,
                Clamp.to(2, "fc2[1]"),
                Addition.of(.5, "fc2", 1, 3),
                Clamp.between(-.1, .1, "fc2[3]"),
                Tap.values("fc2"))
            .values("fc2");
    for (int row = 0; row < 3; row++) {
      assertThat(tapped.toFloats()[5 * row + 1]).isEqualTo(2.5f);
      assertThat(tapped.toFloats()[5 * row + 3]).isBetween(-.1f, .1f);
    }
  }

  @Test
  void patch_ofEverythingFromAnotherRun_givesThatRunsOutput() {
    try (Array other = Array.of(new float[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2}, 3, 4)) {
      Capture donor = mlp.run(other, Tap.values("fc1"));
      assertThat(mlp.compute(x, Array::toFloats, Patch.from(donor, "fc1")))
          .containsExactly(mlp.compute(other, Array::toFloats));
    }
  }

  @Test
  void patch_ofOtherBatch_namesBothShapes() {
    Capture donor = mlp.run(x, Tap.values("fc1"));
    try (Array two = Array.of(new float[8], 2, 4)) {
      assertThatThrownBy(() -> mlp.run(two, Patch.from(donor, "fc1")))
          .isInstanceOf(SiteException.class)
          .hasMessageContainingAll("fc1", "[2, 6]", "[3, 6]");
    }
  }

  @Test
  void tap_ofUnits_recordsThoseOnly() {
    float[] all = mlp.run(x, Tap.values("fc1")).values("fc1").toFloats();
    Tensor some = mlp.run(x, Tap.values("fc1[1,3..4]")).values("fc1");
    assertThat(some.shape()).isEqualTo(Shape.of(3, 3));
    assertThat(some.toFloats()).startsWith(all[1], all[3], all[4], all[7]);
  }

  @Test
  void unknownSite_listsTheNetworks() {
    assertThatThrownBy(() -> mlp.run(x, Tap.values("fc9@relu")))
        .isInstanceOf(SiteException.class)
        .hasMessage(
            "no site matches 'fc9@relu'; the network has fc1, fc1@relu, fc2, fc2@relu, fc3");
    assertThatThrownBy(() -> mlp.run(x, Ablation.zero("fc1", 6)))
        .hasMessage("site 'fc1' has units 0 to 5, not 6");
    assertThatThrownBy(() -> Sites.of("fc1[a]")).isInstanceOf(SiteException.class);
  }

  @Test
  void recurrentAblation_flowsToLaterSteps() {
    var model = Seq2Seq.plain(14, 6, 11);
    var input = Seq2Seq.Input.free(new int[][] {{1, 2, 3, 4}}, 2);
    try (var network = Network.create(model, new Initialiser.Framework(), 3)) {
      Capture plain = network.run(input, Tap.values("encoder.rnn@t=*/{h,c}"));
      Capture ablated =
          network.run(
              input,
              Ablation.zero("encoder.rnn@t=1/{h,c}", 2),
              Tap.values("encoder.rnn@t=*/{h,c}"));
      assertThat(ablated.values("encoder.rnn@t=0/h").toFloats())
          .containsExactly(plain.values("encoder.rnn@t=0/h").toFloats());
      assertThat(ablated.values("encoder.rnn@t=1/c").toFloats()[2]).isZero();
      assertThat(ablated.values("encoder.rnn@t=3/h").toFloats())
          .isNotEqualTo(plain.values("encoder.rnn@t=3/h").toFloats());
    }
  }

  @Test
  void tappedGradient_ofConvolutions_agreesWithDifferences() {
    var model =
        new FeedForward(
            Shape.of(2, 6, 6),
            List.of(
                new Stage.Convolve(3, 3, 1),
                new Stage.NormaliseBatch(),
                new Stage.Relu(),
                new Stage.MaxPool(2),
                new Stage.Convolve(4, 3, 1),
                new Stage.Connect(3)));
    float[] pixels = new float[2 * 72];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) Math.sin(i * i);
    try (var network = Network.create(model, new Initialiser.Framework(), 7);
        Array images = Array.of(pixels, 2, 2, 6, 6)) {
      requireSlopes(network, images, out -> out.square().sum());
    }
  }

  @Test
  void tappedGradient_insideSequences_agreesWithDifferences() {
    var input = Seq2Seq.Input.free(new int[][] {{1, 2, 3}, {4, 5, 6}}, 2);
    for (Cell cell : Cell.values()) {
      try (var network =
          Network.create(Seq2Seq.attentive(cell, 7, 5, 8, 2), new Initialiser.Framework(), 3)) {
        requireSlopes(network, input, out -> out.logProbabilities().square().sum());
      }
    }
  }

  /** Adding ε to unit 1 of a site changes the signal by ε times the sum of that unit's gradient. */
  private static <I, O> void requireSlopes(
      Network<I, O> network, I input, Function<O, Array> signal) {
    double step = 2e-3;
    Capture seen = network.run(input, signal, Tap.gradients("**"));
    for (String site : seen.gradientAddresses()) {
      // Behind a maximum or at a relu's corner the difference straddles two slopes.
      Tensor gradient = seen.gradients(site);
      long[] shape = gradient.shape().toArray();
      int axis = shape.length == 4 ? 1 : shape.length - 1;
      if (shape[axis] < 2) continue;
      double sum = 0;
      long inner = 1;
      for (int i = axis + 1; i < shape.length; i++) inner *= shape[i];
      float[] values = gradient.toFloats();
      for (int i = 0; i < values.length; i++) if (i / inner % shape[axis] == 1) sum += values[i];
      double up = value(network, input, signal, Addition.of(step, site, 1));
      double down = value(network, input, signal, Addition.of(-step, site, 1));
      assertThat((up - down) / (2 * step))
          .as(site)
          .isCloseTo(sum, within(.02 + .03 * Math.abs(sum)));
    }
  }

  private static <I, O> double value(
      Network<I, O> network, I input, Function<O, Array> signal, Probe probe) {
    return network.compute(input, out -> signal.apply(out).item(), probe);
  }
}
