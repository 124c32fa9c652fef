package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import dev.sonde.network.text.Sampling;
import dev.sonde.network.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationTest {

  @Test
  void stories260k_writesTheStoryWordForWord() {
    Path folder = SharedTransformers.path("stories260k");
    Json golden = SharedGoldenTest.json(folder.resolve("golden.json"));
    int[] ids = SharedGoldenTest.ints(golden.at("token_ids"));
    try (Transformer model = Transformer.open(folder)) {
      Tokenizer tokenizer = model.tokenizer().orElseThrow();
      List<Integer> heard = new ArrayList<>();
      Generation story =
          Generation.of(model, new int[] {1}, Generation.Settings.greedy(256), heard::add);
      assertThat(story.tokens()).containsExactlyElementsOf(boxed(ids));
      assertThat(heard).isEqualTo(story.tokens().subList(1, 257));
      String text = tokenizer.decode(ids);
      assertThat(text).isEqualTo(golden.at("text").text());
    }
  }

  private static List<Integer> boxed(int[] ids) {
    return java.util.Arrays.stream(ids).boxed().toList();
  }

  /** Positions that are read at once and one by one come to the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt2",
        "gpt-neox",
        "llama-yarn",
        "mistral",
        "qwen3",
        "gemma2",
        "gemma3",
        "phi3-longrope"
      })
  void keptKeysAndValues_changeNothing(String name) {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder(name))) {
      int[] beginning = {7, 3, 12};
      Generation written =
          Generation.of(model, beginning, Generation.Settings.greedy(12), id -> true);
      int[] grown = beginning;
      for (int i = 0; i < 12; i++) {
        int[] before = grown;
        int[] next = java.util.Arrays.copyOf(before, before.length + 1);
        next[before.length] =
            model.compute(
                Input.Tokens.of(before),
                logits -> (int) logits.select(1, before.length - 1L).argmax(-1).toLongs()[0]);
        grown = next;
      }
      assertThat(written.tokens()).isEqualTo(boxed(grown));
    }
  }

  @Test
  void draws_areRepeatableAndFollowTheirSettings() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("llama"))) {
      int[] beginning = {5};
      Generation.Settings wild = new Generation.Settings(15, new Sampling(5, 0, 1), 3, List.of());
      List<Integer> first = Generation.of(model, beginning, wild, id -> true).tokens();
      assertThat(Generation.of(model, beginning, wild, id -> true).tokens()).isEqualTo(first);
      Generation.Settings other = new Generation.Settings(15, new Sampling(5, 0, 1), 4, List.of());
      assertThat(Generation.of(model, beginning, other, id -> true).tokens()).isNotEqualTo(first);
      List<Integer> greedy =
          Generation.of(model, beginning, Generation.Settings.greedy(15), id -> true).tokens();
      for (Generation.Settings narrow :
          List.of(
              new Generation.Settings(15, new Sampling(5, 1, 1), 3, List.of()),
              new Generation.Settings(15, new Sampling(5, 0, 1e-9), 3, List.of()))) {
        assertThat(Generation.of(model, beginning, narrow, id -> true).tokens()).isEqualTo(greedy);
      }
      Generation.Settings stopping =
          new Generation.Settings(15, new Sampling(0, 0, 1), 3, List.of(greedy.get(3)));
      Generation stopped = Generation.of(model, beginning, stopping, id -> true);
      assertThat(stopped.stopped()).isTrue();
      assertThat(stopped.tokens().getLast()).isEqualTo(greedy.get(3));
    }
  }

  @Test
  void contextIsNeverExceeded() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gpt2"))) {
      Generation all =
          Generation.of(model, new int[] {1}, Generation.Settings.greedy(500), id -> true);
      assertThat(all.tokens()).hasSize(25); // 24 are read, the last is written only
      assertThatThrownBy(() -> model.compute(Input.Tokens.of(new int[25]), l -> l))
          .hasMessageContaining("a text of 25 tokens; the model has at most 24 positions");
    }
  }

  @Test
  void modelsThatSeeAll_doNotWrite() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("bert"))) {
      assertThatThrownBy(
              () -> Generation.of(model, new int[] {1}, Generation.Settings.greedy(5), id -> true))
          .isInstanceOf(TransformerException.class)
          .hasMessageContaining("does not write from left to right");
    }
  }
}
