package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.SharedTransformers;
import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.heads.AttentionPatterns;
import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.network.transformer.lens.Predictions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * BERT-base as published, where its folder of 420 MB is given by {@code -Dsonde.bert=FOLDER};
 * {@code docs/transformers.md} shows how it is made of Maven Central's jar.
 */
class BertBaseTest {

  @Test
  void maskedWordsAndAttentionToTheSeparator() {
    String folder = System.getProperty("sonde.bert");
    Assumptions.assumeTrue(folder != null, "skipped: no folder of BERT-base is given");
    Json golden = SharedGoldenTest.json(SharedTransformers.path("recipes/bert-base.golden.json"));
    int[] ids = SharedGoldenTest.ints(golden.at("ids"));
    try (Transformer model = Transformer.open(Path.of(String.valueOf(folder)))) {
      var tokenizer = model.tokenizer().orElseThrow();
      assertThat(tokenizer.encode("Hello I'm a [MASK] model.")).containsExactly(ids);
      List<LogitLens.Guess> mask = Predictions.of(model, ids, 5).positions().get(6);
      List<Json> wanted = golden.at("mask_top5").list();
      for (int i = 0; i < 5; i++) {
        assertThat(tokenizer.token(mask.get(i).token()).orElseThrow())
            .isEqualTo(wanted.get(i).list().getFirst().text());
        assertThat(mask.get(i).p())
            .isCloseTo(wanted.get(i).list().getLast().number(), within(2e-5));
      }
      AttentionPatterns patterns = AttentionPatterns.of(model, ids);
      float[] separator = SharedGoldenTest.floats(golden.at("attention_to_SEP_by_layer"));
      for (int layer = 0; layer < 12; layer++) {
        assertThat(patterns.received(layer, 9)).isCloseTo(separator[layer], within(1e-5));
      }
    }
  }
}
