package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.SharedTransformers;
import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.network.transformer.lens.TunedLens;
import dev.sonde.network.transformer.lens.TunedLensFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tuned lens comes nearer to the model's answer on text that it was not fitted on. */
class TuningTest {

  @TempDir Path folder;

  private static List<int[]> texts(int vocabulary) {
    List<int[]> texts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 10; i++) {
      texts.add(random.ints(16, 0, vocabulary).toArray());
    }
    return texts;
  }

  @Test
  void fit_goesOnWhereItWasStopped_toTheSameNumbers() throws IOException {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      List<int[]> texts = texts(model.architecture().sizes().vocabulary());
      TunedLensFit.Settings settings = new TunedLensFit.Settings(60, 32, 3e-3, 1);
      Path whole = folder.resolve("whole.safetensors");
      TunedLens fitted = TunedLensFit.fit(model, texts, settings, whole, (_, _) -> true);
      for (TunedLens.Layer layer : fitted.layers()) {
        assertThat(layer.after()).isLessThan(layer.before());
      }
      Path parts = folder.resolve("parts.safetensors");
      assertThatThrownBy(
              () -> TunedLensFit.fit(model, texts, settings, parts, (layer, _) -> layer < 1))
          .isInstanceOf(TransformerException.class)
          .hasMessageContaining("stopped after 1 of 2 layers");
      assertThatThrownBy(() -> TunedLens.open(parts, model)).hasMessageContaining("fit it on");
      TunedLensFit.fit(model, texts, settings, parts, (_, _) -> true);
      assertThat(Files.readAllBytes(parts)).isEqualTo(Files.readAllBytes(whole));
      TunedLens opened = TunedLens.open(whole, model);
      LogitLens.Settings lens = LogitLens.Settings.defaults();
      LogitLens a = LogitLens.of(model, new int[] {3, 7, 12}, lens, opened);
      LogitLens b = LogitLens.of(model, new int[] {3, 7, 12}, lens, fitted);
      assertThat(a).isEqualTo(b);
      // The last layer has no map: it is the model.
      LogitLens plain = LogitLens.of(model, new int[] {3, 7, 12}, lens);
      assertThat(a.readings().subList(6, 9)).isEqualTo(plain.readings().subList(6, 9));
      assertThat(a.readings().subList(0, 6)).isNotEqualTo(plain.readings().subList(0, 6));
    }
  }

  @Test
  void lensOfAnotherWidth_isRefused() throws IOException {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"));
        Transformer stories = Transformer.open(SharedTransformers.path("stories260k"))) {
      List<int[]> texts = texts(model.architecture().sizes().vocabulary());
      Path file = folder.resolve("lens.safetensors");
      TunedLensFit.fit(
          model, texts, new TunedLensFit.Settings(2, 8, 1e-3, 1), file, (_, _) -> true);
      assertThatThrownBy(() -> TunedLens.open(file, stories))
          .isInstanceOf(TransformerException.class)
          .hasMessageContaining("the model's width is 64");
      assertThatThrownBy(
              () ->
                  TunedLensFit.fit(
                      model,
                      List.of(new int[] {1, 2}),
                      TunedLensFit.Settings.defaults(),
                      folder.resolve("no"),
                      (_, _) -> true))
          .hasMessageContaining("too little text");
    }
  }

  /** With W and b at zero it is the logit lens: what is said before fitting is its divergence. */
  @Test
  void before_isTheLogitLens() throws IOException {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("llama"))) {
      List<int[]> texts = texts(model.architecture().sizes().vocabulary());
      TunedLens fitted =
          TunedLensFit.fit(
              model,
              texts,
              new TunedLensFit.Settings(1, 8, 1e-3, 1),
              folder.resolve("x.safetensors"),
              (_, _) -> true);
      for (int layer = 0; layer < fitted.layers().size(); layer++) {
        double sum = 0;
        for (int held : new int[] {4, 9}) {
          LogitLens lens = LogitLens.of(model, texts.get(held), LogitLens.Settings.defaults());
          for (int p = 0; p < 16; p++) sum += lens.reading(layer, p).answer().kl();
        }
        assertThat(fitted.layers().get(layer).before()).isCloseTo(sum / 32, within(1e-5));
      }
    }
  }
}
