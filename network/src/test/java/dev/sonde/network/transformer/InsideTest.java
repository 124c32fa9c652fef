package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.neurons.NeuronActivity;
import dev.sonde.network.transformer.neurons.NeuronExamples;
import dev.sonde.network.transformer.neurons.NeuronWriting;
import dev.sonde.network.transformer.residual.Streams;
import dev.sonde.network.transformer.steering.Direction;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neurons, directions and summaries beside what the sites hold. */
class InsideTest {

  private static final List<int[]> TEXTS = List.of(new int[] {3, 7, 12, 5}, new int[] {9, 2, 9});

  @Test
  void neurons_areToldWhereTheirOutputIsGreatest() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      int width = model.architecture().sizes().mlpWidth();
      NeuronExamples found =
          NeuronExamples.of(model, TEXTS, new NeuronExamples.Settings(1, -1, 3, 2), () -> true);
      assertThat(found.tokens()).isEqualTo(7);
      for (NeuronExamples.Neuron neuron : found.neurons()) {
        double greatest = 0;
        double sum = 0;
        for (int[] text : TEXTS) {
          Capture seen = model.run(Input.Tokens.of(text), Tap.values("blocks.1.mlp.post"));
          float[] post = seen.values("blocks.1.mlp.post").toFloats();
          for (int p = 0; p < text.length; p++) {
            double value = post[p * width + neuron.neuron()];
            sum += value;
            greatest = Math.max(greatest, Math.abs(value));
          }
        }
        assertThat(neuron.greatest()).isEqualTo(greatest);
        assertThat(neuron.mean()).isCloseTo(sum / 7, within(1e-9));
        assertThat(neuron.examples()).hasSize(2);
      }
      assertThat(found.neurons().get(0).selectivity())
          .isGreaterThanOrEqualTo(found.neurons().get(1).selectivity());
      assertThatThrownBy(
              () ->
                  NeuronExamples.of(
                      model, TEXTS, new NeuronExamples.Settings(9, -1, 3, 2), () -> true))
          .isInstanceOf(TransformerException.class);
    }
  }

  /** Adding a neuron's column to the last stream changes logits by what it is said to write. */
  @Test
  void writing_isWhatTheColumnAddsBehindAFrozenNorm() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("llama"))) {
      NeuronWriting found = NeuronWriting.of(model, 1, 2, 3, 0);
      float[] out = model.weight("blocks.1.mlp.out.weight").orElseThrow().toFloats();
      float[] norm = model.weight("ln_final.weight").orElseThrow().toFloats();
      Tensor unembed = model.weight("unembed.weight").orElseThrow();
      float[] u = unembed.toFloats();
      int width = norm.length;
      int inner = out.length / width;
      int tokens = u.length / width;
      double[] logits = new double[tokens];
      double mean = 0;
      for (int t = 0; t < tokens; t++) {
        for (int i = 0; i < width; i++)
          logits[t] += u[t * width + i] * norm[i] * out[i * inner + 2];
        mean += logits[t] / tokens;
      }
      for (NeuronWriting.Effect effect : found.raised()) {
        assertThat(effect.logit()).isCloseTo(logits[effect.token()] - mean, within(1e-5));
      }
      assertThat(found.raised().getFirst().logit())
          .isGreaterThan(found.lowered().getFirst().logit());
    }
  }

  @Test
  void activity_countsWhatIsAboveZero() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("llama"))) {
      NeuronActivity found = NeuronActivity.of(model, TEXTS);
      int width = model.architecture().sizes().mlpWidth();
      int dead = 0;
      int dense = 0;
      for (int i = 0; i < width; i++) {
        int fires = 0;
        for (int[] text : TEXTS) {
          float[] pre =
              model
                  .run(Input.Tokens.of(text), Tap.values("blocks.0.mlp.pre"))
                  .values("blocks.0.mlp.pre")
                  .toFloats();
          for (int p = 0; p < text.length; p++) if (pre[p * width + i] > 0) fires++;
        }
        if (fires == 0) dead++;
        if (fires > 3.5) dense++;
      }
      assertThat(found.layers().getFirst().dead()).isEqualTo(dead);
      assertThat(found.layers().getFirst().dense()).isEqualTo(dense);
    }
  }

  @Test
  void direction_isTheDifferenceOfMeans_andMovesTheSite() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      String site = "blocks.0.resid_post";
      Direction found =
          Direction.between(
              model, site, TEXTS.subList(0, 1), TEXTS.subList(1, 2), Direction.Over.LAST);
      float[] a =
          model.run(Input.Tokens.of(TEXTS.get(0)), Tap.values(site)).values(site).toFloats();
      float[] b =
          model.run(Input.Tokens.of(TEXTS.get(1)), Tap.values(site)).values(site).toFloats();
      int width = model.architecture().sizes().width();
      for (int i = 0; i < width; i++) {
        assertThat(found.vector().get(i))
            .isCloseTo(a[3 * width + i] - (double) b[2 * width + i], within(1e-6));
      }
      assertThat(found.separated()).isNaN();
      assertThat(found.random(4).length()).isCloseTo(found.length(), within(1e-9));
      float[] moved =
          model
              .run(Input.Tokens.of(TEXTS.get(0)), found.added(2), Tap.values(site))
              .values(site)
              .toFloats();
      for (int i = 0; i < moved.length; i++) {
        assertThat((double) moved[i])
            .isCloseTo(a[i] + 2 * found.vector().get(i % width), within(1e-5));
      }
      Tensor wrong = Tensor.ofFloats("v", Shape.of(width + 1), new float[width + 1]);
      assertThatThrownBy(
              () ->
                  model.run(
                      Input.Tokens.of(TEXTS.get(0)), dev.sonde.network.probe.Shift.of(site, wrong)))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("cannot be added");
      assertThatThrownBy(() -> Direction.between(model, site, TEXTS, TEXTS, Direction.Over.ALL))
          .isInstanceOf(TransformerException.class)
          .hasMessageContaining("no direction");
    }
  }

  /** Steered token by token with kept keys and values, as when all is read at once. */
  @Test
  void steeredGeneration_isThatOfWholeRuns() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("llama"))) {
      Direction direction =
          Direction.between(
              model,
              "blocks.0.resid_post",
              TEXTS.subList(0, 1),
              TEXTS.subList(1, 2),
              Direction.Over.ALL);
      int[] ids = {3, 7, 12};
      Generation found =
          Generation.of(model, ids, Generation.Settings.greedy(5), _ -> true, direction.added(3));
      int[] all = ids;
      for (int i = 0; i < 5; i++) {
        int[] read = all;
        int next =
            model.compute(
                Input.Tokens.of(read),
                logits -> (int) logits.select(0, 0).argmax(-1).toLongs()[read.length - 1],
                direction.added(3));
        all = java.util.Arrays.copyOf(read, read.length + 1);
        all[read.length] = next;
      }
      assertThat(found.tokens())
          .containsExactly(java.util.Arrays.stream(all).boxed().toArray(Integer[]::new));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "gemma2", "bert", "gpt-neox", "phi3"})
  void streams_areTheResidualSites(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      Streams found = Streams.of(model, TEXTS);
      assertThat(found.tokens()).isEqualTo(7);
      float[] entering =
          model
              .run(Input.Tokens.of(TEXTS.get(1)), Tap.values("blocks.1.resid_pre"))
              .values("blocks.1.resid_pre")
              .toFloats();
      int width = found.width();
      for (int i = 0; i < entering.length; i++) {
        assertThat((double) found.layers().get(1)[4 * width + i])
            .isCloseTo(entering[i], within(1e-6));
      }
    }
  }

  /** Every site that a summary lists is there, with its last axis as it says. */
  @ParameterizedTest
  @MethodSource("dev.sonde.network.transformer.FamilyGoldenTest#models")
  void summary_listsSitesThatAreThere(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      TransformerSummary summary = TransformerSummary.of(model);
      assertThat(summary.parameters()).isPositive();
      assertThat(summary.memory().whole()).isEqualTo(4 * summary.parameters());
      assertThat(model.bytes()).isEqualTo(4 * summary.parameters());
      assertThat(summary.memory().resident()).isLessThanOrEqualTo(2 * summary.memory().whole());
      if (summary.sizes().vocabulary() == 0) return; // images
      for (TransformerSummary.Site site : summary.sites()) {
        String address = site.name().replace(".N.", ".1.");
        Tensor values =
            model.run(Input.Tokens.of(TEXTS.getFirst()), Tap.valuesAt(address)).values(address);
        String[] axes = site.shape().split(" × ");
        assertThat(values.shape().rank()).as(address).isEqualTo(axes.length);
        for (int i = 0; i < axes.length; i++) {
          if (!axes[i].matches("\\d+")) continue;
          assertThat(values.shape().extent(i)).as(address).isEqualTo(Long.parseLong(axes[i]));
        }
      }
    }
  }
}
