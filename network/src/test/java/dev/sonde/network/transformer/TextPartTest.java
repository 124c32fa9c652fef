package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text models inside models of images; what they compute is held by FamilyGoldenTest. */
class TextPartTest {

  @Test
  void note_saysWhatIsLeftOut() {
    try (Transformer model = Transformer.open(FamilyGoldenTest.folder("gemma3-images"))) {
      assertThat(model.note())
          .isEqualTo(
              "Only the language model of this gemma3 model is opened, for text alone; tensors left"
                  + " out, by part: multi_modal_projector (2), vision_tower (32).");
      assertThat(TransformerSummary.of(model).note()).isEqualTo(model.note());
    }
    try (Transformer whole = Transformer.open(FamilyGoldenTest.folder("gemma3"))) {
      assertThat(whole.note()).isEmpty();
    }
  }

  @Test
  void unknownTextModel_isNamed(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        "{\"model_type\": \"aya_vision\", \"text_config\": {\"model_type\": \"cohere2\"}}");
    assertThatThrownBy(() -> Transformer.open(folder))
        .isInstanceOf(TransformerException.class)
        .hasMessageStartingWith(folder.resolve("config.json") + ": text_config: model_type")
        .hasMessageContaining("'cohere2' is no family that is read");
  }

  /** What such settings leave out is the family's own: here a model of 4 billion parameters. */
  @Test
  void sizesThatAreLeftOut_areTheFamilys(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        "{\"model_type\": \"gemma3\", \"text_config\": {\"hidden_size\": 16}}");
    Path weights = FamilyGoldenTest.folder("gemma3-images").resolve("model.safetensors");
    Files.copy(weights, folder.resolve("model.safetensors"));
    assertThatThrownBy(() -> Transformer.open(folder))
        .isInstanceOf(TransformerException.class)
        .hasMessageContaining("'embed_tokens.weight' is float32 [31, 16], its config.json")
        .hasMessageEndingWith("(gemma3_text) needs [262208, 16]");
  }
}
