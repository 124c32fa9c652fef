package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.file.InputException;
import dev.sonde.network.SharedTransformers;
import dev.sonde.network.torch.Array;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder gives a model that runs, or one clear error. */
class HostileFolderTest {

  private static void copy(String model, Path into) throws IOException {
    for (String name : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(FamilyGoldenTest.folder(model).resolve(name), into.resolve(name));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "llama|\"model_type\": \"llama\"|\"model_type\": \"mamba\"|is no family that is read; read"
            + " are [bert, distilbert,",
        "llama|\"hidden_size\": 24|\"hidden_size\": 1000000000|hidden_size: found 1000000000,"
            + " expected a whole number from 1 to 1048576",
        "llama|\"hidden_size\": 24|\"hidden_size\": 48|tensor 'model.embed_tokens.weight' is"
            + " float32 [53, 24], its config.json (llama) needs [53, 48]",
        "llama|\"num_hidden_layers\": 2|\"num_hidden_layers\": 1999|no tensor"
            + " 'model.layers.2.input_layernorm.weight', which its config.json (llama) needs",
        "llama|\"num_hidden_layers\": 2|\"num_hidden_layers\": -2|num_hidden_layers: found -2,"
            + " expected a whole number from 1 to 2000",
        "llama|\"num_key_value_heads\": 1|\"num_key_value_heads\": 2|3 heads do not divide into"
            + " groups for 2 heads of keys",
        "llama|\"hidden_act\": \"silu\"|\"hidden_act\": \"exec\"|hidden_act: found \"exec\","
            + " expected relu, gelu",
        "llama|\"rope_type\": \"default\"|\"rope_type\": \"odd\"|rope_type: found \"odd\", expected"
            + " default, linear",
        "gpt2|\"n_head\": 3|\"n_head\": 5|a width of 24 does not divide into 5 heads",
        "gpt2|\"n_positions\": 24|\"n_positions\": 268435456|tensor 'transformer.wpe.weight' is"
            + " float32 [24, 24], its config.json (gpt2) needs [268435456, 24]",
        "gpt2|\"vocab_size\": 53|\"vocab_size\": \"many\"|vocab_size: found \"many\", expected a"
            + " whole number",
        "gpt2|{|[|not valid JSON"
      })
  void settings_thatDoNotFit(
      String model, String from, String to, String message, @TempDir Path folder)
      throws IOException {
    copy(model, folder);
    Path config = folder.resolve("config.json");
    String text = Files.readString(config);
    assertThat(text).contains(from);
    Files.writeString(config, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    assertThatThrownBy(() -> Transformer.open(folder))
        .isInstanceOf(TransformerException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message);
  }

  @Test
  void folderWithoutSettings_saysSo(@TempDir Path folder) {
    assertThatThrownBy(() -> Transformer.open(folder))
        .isInstanceOf(TransformerException.class)
        .hasMessage(folder.resolve("config.json") + ": no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama-yarn", "gpt-neox", "gemma3", "roberta", "vit"})
  void damagedSettings_giveAModelOrOneError(String model, @TempDir Path folder) throws IOException {
    copy(model, folder);
    byte[] original = Files.readAllBytes(folder.resolve("config.json"));
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(5).multipliedBy(Mutations.rounds(1)),
        () -> {
          for (int round = 0; round < Mutations.rounds(150); round++) {
            Files.write(folder.resolve("config.json"), changed(original, new Random(round)));
            hold(folder, model + ", round " + round);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "gpt2", "bert"})
  void damagedWeights_giveAModelOrOneError(String model, @TempDir Path folder) throws IOException {
    copy(model, folder);
    Path weights = folder.resolve("model.safetensors");
    byte[] original = Files.readAllBytes(weights);
    for (int round = 0; round < Mutations.rounds(40); round++) {
      Random random = new Random(round);
      byte[] damaged = original.clone();
      for (int i = 0; i < 6; i++) damaged[random.nextInt(1500)] ^= (byte) (1 << random.nextInt(8));
      Files.write(weights, damaged);
      hold(folder, model + ", round " + round);
    }
  }

  @Test
  void damagedGguf_givesAModelOrOneError(@TempDir Path folder) throws IOException {
    byte[] original = Files.readAllBytes(SharedTransformers.path("gguf/stories260k-Q4_0.gguf"));
    Path file = folder.resolve("m.gguf");
    for (int round = 0; round < Mutations.rounds(60); round++) {
      Random random = new Random(round);
      byte[] damaged = original.clone();
      for (int i = 0; i < 6; i++)
        damaged[random.nextInt(16_000)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      hold(file, "round " + round);
    }
  }

  private static void hold(Path path, String label) {
    try (Transformer model = Transformer.open(path)) {
      Input input =
          model.architecture().sizes().vocabulary() > 5
              ? Input.Tokens.of(1, 2, 3)
              : new Input.Pixels(
                  dev.sonde.tensor.Tensor.ofFloats(
                      "x", dev.sonde.tensor.Shape.of(1, 3, 12, 12), new float[432]));
      model.compute(input, Array::toFloats);
      model.tokenizer().ifPresent(tokenizer -> tokenizer.decode(tokenizer.encode("Hello 😀")));
    } catch (InputException e) {
      assertThat(e.getMessage()).as(label).isNotBlank().doesNotContain("\n");
    } catch (RuntimeException | Error e) {
      fail(label + ": " + e, e);
    }
  }

  /** Numbers become others, words are cut, lines are lost. */
  private static byte[] changed(byte[] original, Random random) {
    String text = new String(original, StandardCharsets.UTF_8);
    String[] lines = text.split("\n", -1);
    String[] lies = {
      "0", "-1", "1", "7", "3.5", "1e308", "2147483647", "99999999999", "null", "[]", "\"x\"", "{}"
    };
    int at = 1 + random.nextInt(lines.length - 2);
    if (random.nextInt(4) == 0) lines[at] = "";
    else {
      String lie = lies[random.nextInt(lies.length)];
      boolean more = lines[at].endsWith(",");
      lines[at] = lines[at].replaceFirst(":.*", ": " + lie + (more ? "," : ""));
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }
}
