package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Activation;
import dev.sonde.network.transformer.ablation.HeadAblation;
import dev.sonde.network.transformer.ablation.HeadAblation.Replacement;
import dev.sonde.network.transformer.attribution.LogitAttribution;
import dev.sonde.network.transformer.heads.AttentionHeads;
import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.network.transformer.patching.AttributionGrid;
import dev.sonde.network.transformer.patching.Metric;
import dev.sonde.network.transformer.patching.PatchGrid;
import dev.sonde.network.transformer.patching.PatchGrid.Part;
import dev.sonde.network.transformer.residual.Perplexity;
import dev.sonde.network.transformer.residual.ResidualStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers beside recorded and published figures. */
class AnswersTest {

  private static final Path STORIES = Path.of("stories260k");

  private static Json golden() {
    return SharedGoldenTest.json(SharedTransformers.path("stories260k/golden.json"));
  }

  private static int[] story() {
    return SharedGoldenTest.ints(golden().at("token_ids"));
  }

  private static Transformer stories() {
    return Transformer.open(SharedTransformers.path(STORIES.toString()));
  }

  @Test
  void lens_ofTheStory() {
    Json wanted = golden().at("logit_lens");
    try (Transformer model = stories()) {
      LogitLens lens = LogitLens.of(model, story(), LogitLens.Settings.defaults());
      int[] last = SharedGoldenTest.ints(wanted.at("top1_last"));
      float[] agreement = SharedGoldenTest.floats(wanted.at("agreement_with_final"));
      float[] loss = SharedGoldenTest.floats(wanted.at("mean_cross_entropy"));
      for (int layer = 0; layer <= 5; layer++) {
        assertThat(lens.reading(layer, 256).top().getFirst().token()).isEqualTo(last[layer]);
        int[] first = SharedGoldenTest.ints(wanted.at("top1_first64").list().get(layer));
        for (int p = 0; p < 64; p++) {
          assertThat(lens.reading(layer, p).top().getFirst().token()).isEqualTo(first[p]);
        }
        assertThat(lens.crossEntropy(layer)).isCloseTo(loss[layer], within(1e-3));
        assertThat(lens.agreement(layer)).isCloseTo(agreement[layer], within(.005));
      }
      assertThat(lens.reading(5, 10).answer().kl()).isZero();
      assertThat(lens.reading(0, 10).answer().kl()).isGreaterThan(1);
    }
  }

  /** With the last stream's own scale both lenses say the same there, and only there. */
  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "gemma2", "gpt-neox"})
  void cachedLens_isTheModelAtTheLastLayer(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      int[] ids = {3, 7, 12, 5};
      LogitLens own = LogitLens.of(model, ids, LogitLens.Settings.defaults());
      LogitLens cached = LogitLens.of(model, ids, new LogitLens.Settings(5, LogitLens.Norm.CACHED));
      assertThat(cached.readings().subList(8, 12)).isEqualTo(own.readings().subList(8, 12));
      assertThat(cached.readings().subList(0, 8)).isNotEqualTo(own.readings().subList(0, 8));
    }
  }

  @Test
  void attribution_ofTheStorysLastToken() {
    Json wanted = golden().at("direct_logit_attribution_last");
    try (Transformer model = stories()) {
      int token = wanted.at("token").integer(0, 511);
      LogitAttribution found = LogitAttribution.of(model, story(), 256, token, -1);
      assertThat(found.total()).isCloseTo(wanted.at("logit").number(), within(5e-5));
      assertThat(found.sum()).isCloseTo(found.total(), within(1e-4));
      for (Json part : wanted.at("parts").list()) {
        String name = part.list().getFirst().text();
        double value = part.list().getLast().number();
        assertThat(of(found, name)).as(name).isCloseTo(value, within(1e-4));
      }
    }
  }

  /** The golden has attention as one part per layer, {@code 0.attn}; ours are heads. */
  private static double of(LogitAttribution found, String name) {
    String layer = name.replaceAll("\\D", "");
    double sum = 0;
    for (LogitAttribution.Part part : found.parts()) {
      boolean heads = name.endsWith("attn") && part.component().matches(layer + "\\.\\d+");
      boolean mlp = name.endsWith("mlp") && part.component().equals("mlp." + layer);
      if (heads || mlp || part.component().equals(name)) sum += part.value();
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt2",
        "llama",
        "gpt-neox",
        "gpt-neox-serial",
        "qwen3",
        "phi3",
        "gemma",
        "gemma3"
      })
  void attribution_sumsToTheLogitDifference(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      LogitAttribution found = LogitAttribution.of(model, new int[] {3, 7, 12, 5}, 2, 9, 4);
      assertThat(found.sum()).isCloseTo(found.total(), within(2e-5));
      assertThat(found.parts()).hasSizeGreaterThanOrEqualTo(2 * 3 + 2 + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "gemma2"})
  void attribution_refusesWhatDoesNotAdd(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      assertThatThrownBy(() -> LogitAttribution.of(model, new int[] {3, 7}, 1, 9, 4))
          .isInstanceOf(TransformerException.class)
          .hasMessageContaining("are no sum of what its blocks write");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"HEAD", "RESIDUAL", "MLP"})
  void patching_girlToBoy(Part part) {
    Json golden =
        SharedGoldenTest.json(SharedTransformers.path("stories260k/golden-patching.json"));
    int[] clean = SharedGoldenTest.ints(golden.at("clean_ids"));
    int[] corrupted = SharedGoldenTest.ints(golden.at("corrupted_ids"));
    Metric metric = new Metric(golden.at("a").integer(0, 511), golden.at("b").integer(0, 511));
    String name =
        switch (part) {
          case HEAD -> "layer_head_position";
          case RESIDUAL -> "residual_layer_position";
          case MLP, ATTENTION -> "mlp_layer_position";
        };
    float[] wanted = SharedGoldenTest.floats(golden.at(name));
    try (Transformer model = stories()) {
      for (int batch : new int[] {64, 3}) {
        PatchGrid grid =
            PatchGrid.of(model, clean, corrupted, metric, new PatchGrid.Settings(part, batch));
        assertThat(grid.clean()).isCloseTo(8.042281, within(2e-5));
        assertThat(grid.corrupted()).isCloseTo(-4.126187, within(2e-5));
        assertThat(grid.values()).hasSize(wanted.length);
        for (int i = 0; i < wanted.length; i++) {
          assertThat(grid.values().get(i)).isCloseTo(wanted[i], within(5e-5));
        }
      }
    }
  }

  /** A small step: the difference that a slightly changed clean run makes is linear. */
  @Test
  void attributionGrid_isTheFirstOrderOfPatching() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      int[] clean = {3, 7, 12, 5};
      int[] corrupted = {3, 8, 12, 5};
      Metric metric = new Metric(9, 4);
      AttributionGrid estimated = AttributionGrid.of(model, clean, corrupted, metric, Part.HEAD);
      PatchGrid exact =
          PatchGrid.of(model, clean, corrupted, metric, PatchGrid.Settings.of(Part.HEAD));
      // At the last layer and position nothing but a norm and an MLP lies between: near linear.
      double agreement = 0;
      double sizes = 0;
      for (int head = 0; head < 3; head++) {
        double change = exact.value(1, head, 3) - exact.corrupted();
        agreement += estimated.value(1, head, 3) * change;
        sizes += change * change;
      }
      assertThat(agreement / sizes).isBetween(.5, 1.5);
      assertThat(estimated.value(0, 0, 0)).isZero(); // before the texts differ
    }
  }

  @Test
  void ablation_ofPalindromesByZeroAndMean() {
    Json golden = SharedGoldenTest.json(SharedTransformers.path("arena/palindromes.golden.json"));
    Checkpoint data = Checkpoint.open(SharedTransformers.path("arena/palindromes.inputs.npz"));
    float[] tokens = data.tensor("tokens").toFloats();
    float[] labels = data.tensor("labels").toFloats();
    int[] ids = new int[tokens.length];
    for (int i = 0; i < ids.length; i++) ids[i] = (int) tokens[i];
    int[] lengths = new int[labels.length];
    java.util.Arrays.fill(lengths, 22);
    try (Transformer model =
        Transformer.openStateDict(
            SharedTransformers.path("arena/palindromes.pt"), true, Activation.RELU)) {
      Json tables = golden.at("ablation").at("tables").at("unfolded");
      for (Replacement kind : List.of(Replacement.ZERO, Replacement.MEAN_BY_POSITION)) {
        HeadAblation found =
            HeadAblation.of(
                model,
                new Input.Tokens(ids, lengths, 22),
                kind,
                logits -> difference(logits.select(1, 21).toFloats(), labels));
        assertThat(found.base()).isCloseTo(7.489111, within(1e-4));
        Json table = tables.at(kind == Replacement.ZERO ? "zero" : "mean");
        for (HeadAblation.Effect effect : found.heads()) {
          double wanted = table.at(effect.layer() + "." + effect.head()).number();
          assertThat(effect.metric()).isCloseTo(wanted, within(1e-4));
        }
      }
    }
  }

  private static double difference(float[] logits, float[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += (logits[2 * i + 1] - logits[2 * i]) * (labels[i] > 0 ? 1 : -1);
    }
    return sum / labels.length;
  }

  @Test
  void heads_ofTheInductionModel() {
    Json golden =
        SharedGoldenTest.json(SharedTransformers.path("grokking/induction-head.golden.json"));
    float[] all =
        Checkpoint.open(SharedTransformers.path("grokking/induction-head.inputs.npz"))
            .tensors()
            .getFirst()
            .toFloats();
    List<int[]> texts = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      int[] text = new int[80];
      for (int i = 0; i < 80; i++) text[i] = (int) all[80 * row + i];
      texts.add(text);
    }
    try (Transformer model =
        Transformer.openStateDict(
            SharedTransformers.path("grokking/induction-head.pth"), true, Activation.RELU)) {
      AttentionHeads found =
          AttentionHeads.of(model, texts, new AttentionHeads.Settings(40, 50, 1));
      for (AttentionHeads.Head head : found.heads()) {
        String name = head.layer() + "." + head.head();
        float[] wanted = SharedGoldenTest.floats(golden.at("scores").at("heads").at(name));
        assertThat(head.previous()).as(name).isCloseTo(wanted[0], within(1e-4));
        assertThat(head.first()).as(name).isCloseTo(wanted[3], within(1e-4));
        // Other random tokens than the golden's.
        assertThat(head.induction()).as(name).isCloseTo(wanted[1], within(.02));
        assertThat(head.duplicate()).as(name).isCloseTo(wanted[2], within(.02));
        boolean induction = head.layer() == 1 && head.head() > 0;
        assertThat(head.induction() > 3 * head.control()).as(name).isEqualTo(induction);
        assertThat(head.copying()).isBetween(-1.0, 1.0);
      }
    }
  }

  @Test
  void heads_ofTheStoryModel_haveNoInductionAndNoSink() {
    try (Transformer model = stories()) {
      AttentionHeads found =
          AttentionHeads.of(model, List.of(story()), new AttentionHeads.Settings(40, 5, 1));
      for (AttentionHeads.Head head : found.heads()) {
        String name = head.layer() + "." + head.head();
        assertThat(head.first()).as(name).isLessThan(.1);
        assertThat(head.induction() - head.control()).as(name).isLessThan(.1);
        boolean previous = List.of("1.3", "1.6", "3.6").contains(name);
        assertThat(head.previous() > .5).as(name).isEqualTo(previous);
      }
    }
  }

  @Test
  void perplexity_ofTheStory() {
    int[] story = story();
    try (Transformer model = stories()) {
      Perplexity found = Perplexity.of(model, List.of(story, java.util.Arrays.copyOf(story, 20)));
      assertThat(found.texts().getFirst()).isCloseTo(.457346, within(2e-6));
      assertThat(found.tokens()).isEqualTo(256 + 19);
      double mean = (256 * found.texts().getFirst() + 19 * found.texts().getLast()) / 275;
      assertThat(found.crossEntropy()).isCloseTo(mean, within(1e-12));
      assertThat(found.perplexity()).isCloseTo(Math.exp(mean), within(1e-12));
    }
  }

  @Test
  void weightsThatAreLetGo_giveTheSameBits() {
    int[] story = story();
    List<Perplexity> found = new ArrayList<>();
    for (long resident : new long[] {0, Long.MAX_VALUE}) {
      try (Transformer model =
          Transformer.open(
              SharedTransformers.path("stories260k"),
              Transformer.Settings.defaults().resident(resident))) {
        found.add(Perplexity.of(model, List.of(story, java.util.Arrays.copyOf(story, 20))));
      }
    }
    assertThat(found.getFirst()).isEqualTo(found.getLast());
  }

  @Test
  void residual_normsOfTheStory() {
    List<Json> rows = golden().at("residual_norms").at("rows").list();
    try (Transformer model = stories()) {
      ResidualStream found =
          ResidualStream.of(model, List.of(story()), ResidualStream.Settings.defaults());
      assertThat(found.layers()).hasSize(6);
      assertThat(rows).hasSize(6);
      assertThat(found.layers().getFirst().cosine()).isCloseTo(1, within(1e-9));
      for (ResidualStream.Layer layer : found.layers()) {
        double wanted = rows.get(layer.layer()).list().getLast().number();
        assertThat(layer.norm()).isCloseTo(wanted, within(1e-5));
        assertThat(layer.massive()).isEmpty();
        assertThat(layer.effectiveRank()).isBetween(1.0, 64.0);
        assertThat(layer.outliers()).hasSize(5);
      }
    }
  }
}
