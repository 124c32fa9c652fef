package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.transformer.change.TextChange;
import dev.sonde.network.transformer.change.WeightChange;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adapters and what they change, beside sums worked out here. */
class ChangeTest {

  private static final int[] IDS = {3, 7, 12, 5};

  @TempDir Path folder;

  private static float[] numbers(int count, float step) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) out[i] = step * ((i * 7) % 11 - 5);
    return out;
  }

  /** An adapter of rank 2 on one module {@code [out × in]}. */
  private Path adapter(String module, int out, int in, String more) throws IOException {
    Tensor a =
        Tensor.ofFloats(
            "base_model.model." + module + ".lora_A.weight",
            Shape.of(2, in),
            numbers(2 * in, .02f));
    Tensor b =
        Tensor.ofFloats(
            "base_model.model." + module + ".lora_B.weight",
            Shape.of(out, 2),
            numbers(2 * out, .03f));
    Checkpoint.of(folder, List.of(a, b), Map.of())
        .write(folder.resolve("adapter_model.safetensors"));
    Files.writeString(
        folder.resolve("adapter_config.json"),
        "{\"peft_type\": \"LORA\", \"lora_alpha\": 8, \"r\": 2" + more + "}");
    return folder;
  }

  private static Transformer open(String name, @Nullable Path adapter) {
    return Transformer.open(
        FamilyGoldenTest.folder(name), adapter, Transformer.Settings.defaults());
  }

  @ParameterizedTest
  @CsvSource({"'', 4", "', \"use_rslora\": true', 5.656854249492381"})
  void adapter_addsItsProductToTheWeight(String more, double scale) throws IOException {
    try (Transformer base = open("llama", null)) {
      Architecture.Sizes s = base.architecture().sizes();
      int rows = s.heads() * s.headWidth();
      Path adapter = adapter("model.layers.1.self_attn.q_proj", rows, s.width(), more);
      try (Transformer tuned = open("llama", adapter)) {
        float[] before = base.weight("blocks.1.attn.q.weight").orElseThrow().toFloats();
        float[] after = tuned.weight("blocks.1.attn.q.weight").orElseThrow().toFloats();
        float[] a = numbers(2 * s.width(), .02f);
        float[] b = numbers(2 * rows, .03f);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < s.width(); j++) {
            double delta = b[2 * i] * a[j] + b[2 * i + 1] * a[s.width() + j];
            double found = after[i * s.width() + j] - (double) before[i * s.width() + j];
            assertThat(found).isCloseTo(scale * delta, within(1e-6));
          }
        }
        WeightChange change = WeightChange.of(base, tuned, 3);
        for (WeightChange.Weight weight : change.weights()) {
          boolean adapted = weight.weight().equals("blocks.1.attn.q.weight");
          assertThat(weight.change() > 0).as(weight.weight()).isEqualTo(adapted);
        }
        for (WeightChange.Head head : change.heads()) {
          assertThat(head.q() > 0).isEqualTo(head.layer() == 1);
          assertThat(head.v() + head.k() + head.o()).isZero();
        }
      }
    }
  }

  /** GPT-2 stores [in × out]: fan_in_fan_out. */
  @Test
  void adapter_ofATransposedModule_fits() throws IOException {
    try (Transformer base = open("gpt2", null)) {
      Architecture.Sizes s = base.architecture().sizes();
      Path adapter =
          adapter(
              "transformer.h.0.mlp.c_proj", s.width(), s.mlpWidth(), ", \"fan_in_fan_out\": true");
      try (Transformer tuned = open("gpt2", adapter)) {
        WeightChange change = WeightChange.of(base, tuned, 5);
        assertThat(change.neurons().getFirst().layer()).isZero();
        assertThat(change.neurons().getFirst().change()).isPositive();
        TextChange found = TextChange.of(base, tuned, List.of(IDS), () -> true);
        assertThat(found.layers().getFirst().kl()).isZero();
        assertThat(found.layers().getLast().kl()).isPositive();
        for (TextChange.Head head : found.heads()) {
          assertThat(head.divergence() > 0).isEqualTo(head.layer() == 1);
          assertThat(head.divergence()).isLessThan(Math.log(2));
        }
      }
    }
  }

  /** Two versions of transformers name the text model inside Gemma 3 in two ways. */
  @ParameterizedTest
  @CsvSource({
    "gemma3-images, language_model.model",
    "gemma3-images, model.language_model",
    "qwen2-vl, model.language_model",
    "qwen2-vl, model"
  })
  void adapter_ofATextModelInsideAnother_fits(String name, String part) throws IOException {
    try (Transformer base = open(name, null)) {
      Architecture.Sizes s = base.architecture().sizes();
      int rows = s.heads() * s.headWidth();
      Path adapter = adapter(part + ".layers.1.self_attn.q_proj", rows, s.width(), "");
      try (Transformer tuned = open(name, adapter)) {
        for (WeightChange.Weight weight : WeightChange.of(base, tuned, 3).weights()) {
          boolean adapted = weight.weight().equals("blocks.1.attn.q.weight");
          assertThat(weight.change() > 0).as(weight.weight()).isEqualTo(adapted);
        }
      }
    }
  }

  @Test
  void adapter_thatDoesNotFit_isOneLine() throws IOException {
    Path none = adapter("model.layers.9.self_attn.q_proj", 4, 4, "");
    assertThatThrownBy(() -> open("llama", none))
        .isInstanceOf(TransformerException.class)
        .hasMessageContaining("of which the model has none");
    Path small = adapter("model.layers.0.self_attn.q_proj", 4, 4, "");
    assertThatThrownBy(() -> open("llama", small))
        .isInstanceOf(TransformerException.class)
        .hasMessageContaining("has shape");
    assertThatThrownBy(
            () -> open("llama", FamilyGoldenTest.folder("gpt2").resolve("model.safetensors")))
        .isInstanceOf(TransformerException.class);
  }

  @Test
  void movedAtRandom_liesAsFarAway() throws IOException {
    try (Transformer base = open("llama", null)) {
      Architecture.Sizes s = base.architecture().sizes();
      Path adapter =
          adapter("model.layers.1.self_attn.q_proj", s.heads() * s.headWidth(), s.width(), "");
      try (Transformer tuned = open("llama", adapter);
          Transformer random = Transformer.movedAtRandom(base, tuned, 1);
          Transformer again = Transformer.movedAtRandom(base, tuned, 1)) {
        WeightChange wanted = WeightChange.of(base, tuned, 1);
        WeightChange found = WeightChange.of(base, random, 1);
        for (int i = 0; i < wanted.weights().size(); i++) {
          double change = wanted.weights().get(i).change();
          assertThat(found.weights().get(i).change()).isCloseTo(change, within(.15 * change));
        }
        assertThat(found).isEqualTo(WeightChange.of(base, again, 1));
        TextChange same = TextChange.of(base, base, List.of(IDS), () -> true);
        assertThat(same.layers()).allMatch(layer -> layer.kl() == 0 && layer.other() == 0);
        assertThat(same.heads()).allMatch(head -> head.divergence() == 0);
      }
    }
  }

  @Test
  void modelsOfDifferentShape_areRefused() {
    try (Transformer a = open("llama", null);
        Transformer b = open("gpt2", null)) {
      assertThatThrownBy(() -> WeightChange.of(a, b, 1))
          .isInstanceOf(TransformerException.class)
          .hasMessageContaining("only models of one shape");
    }
  }
}
