package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.PatchedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An export of a transformer is patched as the folder is that it was exported from. */
class PatchOfExportTest {

  private static final Path MODELS =
      Path.of(System.getProperty("sonde.root", "."))
          .resolve("network/src/test/resources/transformers");

  private static final String TOKENIZER =
      """
      {"model": {"type": "WordLevel", "unk_token": "a",
                 "vocab": {"a": 3, "b": 4, "c": 5, "d": 6}},
       "pre_tokenizer": {"type": "Whitespace"}, "normalizer": null, "post_processor": null,
       "decoder": null, "added_tokens": []}
      """;

  @TempDir Path folder;

  private PatchSettings settings(Path model, String clean, String answer, String wrong)
      throws IOException {
    Path tokenizer = Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
    Map<String, List<String>> texts = new TreeMap<>();
    texts.put("model", List.of(model.toString()));
    texts.put("tokenizer", List.of(tokenizer.toString()));
    texts.put("clean", List.of(clean));
    texts.put("corrupted", List.of("a d b c"));
    texts.put("answer", List.of(answer));
    texts.put("wrong", List.of(wrong));
    return new PatchQuestion().about().codec().readAll(texts);
  }

  private PatchedText patched(Path model) throws Exception {
    PatchAnswer answer =
        new PatchQuestion().answer(settings(model, "a c b c", "b", "d"), Work.silent());
    assertThat(answer).isInstanceOf(PatchAnswer.OfText.class);
    return ((PatchAnswer.OfText) answer).patched();
  }

  @ParameterizedTest
  @CsvSource({"gpt2.pt2, gpt2", "gemma2.onnx, gemma2", "gemma3.onnx, gemma3"})
  void effects_areThoseOfTheFolder(String export, String model) throws Exception {
    PatchedText found = patched(MODELS.resolve("exports").resolve(export));
    PatchedText wanted = patched(MODELS.resolve(model));
    assertThat(found.tokens()).containsExactly("a", "c", "b", "c");
    assertThat(found.effects()).hasSameSizeAs(wanted.effects()).hasSize(2 * 3 * 4);
    for (int i = 0; i < found.effects().size(); i++) {
      assertThat(found.effects().get(i).value())
          .isCloseTo(wanted.effects().get(i).value(), within(1e-4));
    }
  }

  /** Weights beside a tokenizer are not read, and do not stand in the provenance. */
  @Test
  void tokenizersFolder_namesTheTokenizersFilesOnly() throws IOException {
    PatchSettings file = settings(MODELS.resolve("exports/gpt2.pt2"), "a c", "b", "d");
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("model.safetensors"), "");
    Map<String, List<String>> texts = new TreeMap<>();
    texts.put("model", List.of(MODELS.resolve("exports/gpt2.pt2").toString()));
    texts.put("tokenizer", List.of(folder.toString()));
    for (String name : List.of("clean", "corrupted", "answer", "wrong")) {
      texts.put(name, List.of("a"));
    }
    PatchSettings whole = new PatchQuestion().about().codec().readAll(texts);
    assertThat(new PatchQuestion().inputs(whole)).isEqualTo(new PatchQuestion().inputs(file));
  }

  @Test
  void arrayThatIsNotThere_isStillAFile() {
    assertThatThrownBy(
            () ->
                new PatchQuestion()
                    .answer(
                        settings(MODELS.resolve("exports/gpt2.pt2"), "missing.npy", "1", "2"),
                        Work.silent()))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("missing.npy: no such file");
  }
}
