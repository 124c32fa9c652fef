package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Activation;
import dev.sonde.network.transformer.heads.AttentionPatterns;
import dev.sonde.network.transformer.heads.AttentionShares;
import dev.sonde.network.transformer.heads.Composition;
import dev.sonde.network.transformer.heads.Composition.Kind;
import dev.sonde.network.transformer.heads.Composition.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Composition of heads and shares of attention beside what is computed another way. */
class HeadCircuitsTest {

  /** Whole matrices of the stream's width, multiplied element by element. */
  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "gemma", "qwen3"})
  void composition_isThatOfTheWholeMatrices(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      Composition found = Composition.of(model, Composition.Settings.defaults(), () -> true);
      Architecture.Sizes s = model.architecture().sizes();
      assertThat(found.pairs()).hasSize(3 * s.heads() * s.heads());
      for (Pair pair : found.pairs()) {
        double[][] written =
            product(out(model, 0, pair.fromHead()), in(model, 0, pair.fromHead(), "v"));
        double[][] q = in(model, 1, pair.toHead(), "q");
        double[][] k = in(model, 1, pair.toHead(), "k");
        double[][] reader =
            switch (pair.kind()) {
              case Q -> product(transposed(k), q);
              case K -> product(transposed(q), k);
              case V -> product(out(model, 1, pair.toHead()), in(model, 1, pair.toHead(), "v"));
            };
        double wanted = norm(product(reader, written)) / norm(reader) / norm(written);
        assertThat(pair.score()).as(pair.words()).isCloseTo(wanted, within(1e-9));
      }
    }
  }

  private static double[][] in(Transformer model, int layer, int head, String part) {
    Architecture.Sizes s = model.architecture().sizes();
    int own = part.equals("q") ? head : head / (s.heads() / s.keyHeads());
    float[] w =
        model.weight("blocks." + layer + ".attn." + part + ".weight").orElseThrow().toFloats();
    float[] norm = model.weight("blocks." + layer + ".ln1.weight").orElseThrow().toFloats();
    double plus = model.architecture().norm().plusOne() ? 1 : 0;
    double[][] out = new double[s.headWidth()][s.width()];
    for (int i = 0; i < s.headWidth(); i++) {
      for (int j = 0; j < s.width(); j++) {
        out[i][j] = w[(own * s.headWidth() + i) * s.width() + j] * (norm[j] + plus);
      }
    }
    return out;
  }

  private static double[][] out(Transformer model, int layer, int head) {
    Architecture.Sizes s = model.architecture().sizes();
    float[] w = model.weight("blocks." + layer + ".attn.o.weight").orElseThrow().toFloats();
    double[][] out = new double[s.width()][s.headWidth()];
    for (int i = 0; i < s.width(); i++) {
      for (int j = 0; j < s.headWidth(); j++) {
        out[i][j] = w[i * s.heads() * s.headWidth() + head * s.headWidth() + j];
      }
    }
    return out;
  }

  private static double[][] transposed(double[][] a) {
    double[][] out = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) for (int j = 0; j < a[0].length; j++) out[j][i] = a[i][j];
    return out;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) out[i][j] += a[i][k] * b[k][j];
      }
    }
    return out;
  }

  private static double norm(double[][] a) {
    double sum = 0;
    for (double[] row : a) for (double x : row) sum += x * x;
    return Math.sqrt(sum);
  }

  /** Olsson et al. 2022: an induction head reads the previous-token head through its keys. */
  @Test
  void inductionHeads_readThePreviousTokenHeadThroughTheirKeys() {
    try (Transformer model =
        Transformer.openStateDict(
            SharedTransformers.path("grokking/induction-head.pth"), true, Activation.RELU)) {
      Composition found = Composition.of(model, Composition.Settings.defaults(), () -> true);
      for (int head = 1; head <= 3; head++) {
        int to = head;
        Pair strongest =
            found.pairs().stream()
                .filter(p -> p.kind() == Kind.K && p.toHead() == to)
                .findFirst()
                .orElseThrow();
        assertThat(strongest.fromHead()).as("into 1." + head).isEqualTo(2);
        assertThat(strongest.score()).isGreaterThan(found.random().greatest());
      }
      assertThat(found.random().mean()).isPositive();
      assertThat(found.random().deviation()).isLessThan(found.random().mean());
    }
  }

  private static AttentionShares.Settings settings(int separator) {
    return new AttentionShares.Settings(id -> id == separator, id -> id < 3, 0);
  }

  @Test
  void shares_ofTheStory_areItsPreviousTokenHeads() {
    Json golden = SharedGoldenTest.json(SharedTransformers.path("stories260k/golden.json"));
    int[] story = SharedGoldenTest.ints(golden.at("token_ids"));
    try (Transformer model = Transformer.open(SharedTransformers.path("stories260k"))) {
      AttentionShares found =
          AttentionShares.of(
              model, List.of(story, java.util.Arrays.copyOf(story, 60)), settings(13), () -> true);
      assertThat(found.texts()).isEqualTo(2);
      assertThat(found.tokens()).isEqualTo(257 + 60);
      for (AttentionShares.Head head : found.heads()) {
        String name = head.layer() + "." + head.head();
        boolean previous = List.of("1.3", "1.6", "3.6").contains(name);
        assertThat(head.previous().mean() > .5).as(name).isEqualTo(previous);
        assertThat(head.first().mean()).as(name).isLessThan(.15);
        assertThat(head.next().mean()).isZero();
        assertThat(head.previous().deviation()).isGreaterThanOrEqualTo(0);
        // The mean over queries 1 … n − 1 of 1 / (query + 1), over two texts.
        double even = (harmonic(257) / 256 + harmonic(60) / 59) / 2;
        assertThat(head.previous().even()).isCloseTo(even, within(1e-6));
        assertThat(head.sink().received()).isBetween(0.0, 1.0);
      }
    }
  }

  private static double harmonic(int n) {
    double sum = 0;
    for (int i = 2; i <= n; i++) sum += 1.0 / i;
    return sum;
  }

  /** Of a model that looks both ways, the mean over all queries is what a key receives. */
  @Test
  void separatorShare_isWhatTheSeparatorReceives() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("bert"))) {
      int[] ids = {5, 9, 7, 11, 20, 8};
      AttentionShares found = AttentionShares.of(model, List.of(ids), settings(11), () -> true);
      AttentionPatterns patterns = AttentionPatterns.of(model, ids);
      for (AttentionPatterns.Pattern pattern : patterns.heads()) {
        int at = pattern.layer() * model.architecture().sizes().heads() + pattern.head();
        assertThat(found.heads().get(at).separator().mean())
            .isCloseTo(pattern.received(3), within(1e-6));
        assertThat(found.heads().get(at).separator().even()).isCloseTo(1 / 6.0, within(1e-6));
        assertThat(found.heads().get(at).separator().deviation()).isNaN();
      }
    }
  }

  @Test
  void shares_withoutText_areRefused() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      assertThatThrownBy(
              () -> AttentionShares.of(model, List.of(new int[] {3}), settings(1), () -> true))
          .isInstanceOf(TransformerException.class)
          .hasMessageContaining("at least two tokens");
    }
  }
}
