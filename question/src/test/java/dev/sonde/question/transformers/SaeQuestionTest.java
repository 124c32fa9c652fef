package dev.sonde.question.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.SparseAutoencoder;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaeQuestionTest {

  @TempDir Path folder;

  private SaeSettings settings(String site, Map<String, String> more) {
    Map<String, List<String>> texts = new java.util.TreeMap<>();
    texts.put("model", List.of(SharedData.beside("transformers/stories260k").toString()));
    texts.put("site", List.of(site));
    texts.put("written", List.of("20"));
    texts.put("context", List.of("48"));
    texts.put("features", List.of("96"));
    texts.put("epochs", List.of("30"));
    texts.put("batch", List.of("64"));
    texts.put("out", List.of(folder.toString()));
    more.forEach((name, value) -> texts.put(name, List.of(value)));
    return new SaeQuestion().about().codec().readAll(texts);
  }

  @Test
  void dictionary_explainsMoreThanItsControls_andTheModelKeepsItsPredictions() throws Exception {
    SaeQuestion question = new SaeQuestion();
    SaeSettings settings = settings("blocks.2.resid_post", Map.of());
    SaeAnswer answer = question.answer(settings, Work.silent());
    SaeAnswer.Quality shuffled = Objects.requireNonNull(answer.shuffled());
    assertThat(answer.width()).isEqualTo(64);
    assertThat(answer.trained()).isEqualTo(18 * 47);
    assertThat(answer.held()).isEqualTo(2 * 47);
    assertThat(answer.quality().l0()).isBetween(1.0, 8.0);
    assertThat(answer.quality().explainedVariance())
        .isGreaterThan(shuffled.explainedVariance() + .05)
        .isGreaterThan(answer.random().explainedVariance() + .05);
    assertThat(answer.recovered().clean()).isLessThan(answer.recovered().reconstructed());
    assertThat(answer.recovered().reconstructed()).isLessThan(answer.recovered().zeroed());
    assertThat(answer.features()).hasSize(96);
    SaeAnswer.Feature first = answer.features().getFirst();
    assertThat(first.contexts().getFirst().code())
        .isGreaterThanOrEqualTo(first.contexts().getLast().code());
    Path file = folder.resolve("sae.safetensors");
    try (Network<?, ?> network = Network.open(file, Hints.none())) {
      assertThat(network.model()).isEqualTo(new SparseAutoencoder(64, 96, 8));
    }
    byte[] before = Files.readAllBytes(file);
    assertThat(question.answer(settings, Work.silent())).isEqualTo(answer);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(question.page(settings, answer, Work.silent()).findings()).hasSize(3);
  }

  @Test
  void siteWithoutARowPerToken_andTooFewTexts_areRefused() throws Exception {
    SaeQuestion question = new SaeQuestion();
    assertThatThrownBy(
            () -> question.answer(settings("blocks.0.attn.pattern", Map.of()), Work.silent()))
        .isInstanceOf(TransformerException.class)
        .hasMessageContaining("no row for each of the 48 tokens");
    assertThatThrownBy(() -> settings("blocks.0.resid_post", Map.of("active", "97")))
        .hasMessageContaining("active: 97: more than the 96 features");
    Path few = Files.writeString(folder.resolve("few.txt"), "One day\nTwo days\n");
    assertThatThrownBy(
            () ->
                question.answer(
                    settings("blocks.0.resid_post", Map.of("texts", few.toString())),
                    Work.silent()))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("few.txt: 2 pieces");
  }
}
