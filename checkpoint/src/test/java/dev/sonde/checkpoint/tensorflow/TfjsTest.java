package dev.sonde.checkpoint.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfjsTest {

  private static final String GOOD =
      """
      {"format": "layers-model", "generatedBy": "keras v2.10.0", "modelTopology": {"x": [1]},
       "weightsManifest": [{"paths": ["a.bin", "b.bin"], "weights": [
        {"name": "plain", "shape": [2], "dtype": "float32"},
        {"name": "texts", "shape": [1], "dtype": "string"},
        {"name": "codes", "shape": [3], "dtype": "float32",
         "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1, "original_dtype": "float32"}},
        {"name": "wide", "shape": [2], "dtype": "int32",
         "quantization": {"dtype": "uint16", "scale": 0.3, "min": -5}},
        {"name": "flag", "shape": [], "dtype": "bool"}]}]}
      """;

  @TempDir private Path folder;

  /** Of 20 bytes; the number 2 lies in both files. */
  private void write(String json) throws Exception {
    byte[] data = {0, 0, -128, 63, 0, 0, 0, 64, 2, 0, 0, 0, 'h', 'i', 0, 2, -1, 10, 0, 0, 1, 1};
    Files.write(folder.resolve("a.bin"), Arrays.copyOf(data, 6));
    Files.write(folder.resolve("b.bin"), Arrays.copyOfRange(data, 6, data.length));
    Files.writeString(folder.resolve("model.json"), json);
  }

  @Test
  void open_model_readsPlainAndQuantisedWeights() throws Exception {
    write(GOOD);
    Checkpoint model = Checkpoint.open(folder);
    assertThat(model.format()).isEqualTo("tfjs");
    assertThat(model.tensors())
        .extracting(Tensor::toString)
        .containsExactly(
            "plain float32 [2]",
            "codes uint8_affine [3]",
            "wide uint16_affine [2]",
            "flag bool []");
    assertThat(model.tensor("plain").toFloats()).containsExactly(1, 2);
    assertThat(model.tensor("codes").toFloats()).containsExactly(-1, 0, 126.5f);
    // 10 · 0.3 − 5 = −2 and 256 · 0.3 − 5 = 71.8, rounded as JavaScript rounds.
    assertThat(model.tensor("wide").toFloats()).containsExactly(-2, 72);
    assertThat(model.tensor("flag").toFloats()).containsExactly(1);
    assertThat(model.notes()).containsExactly("'texts' holds texts: left out");
    assertThat(model.metadata()).containsEntry("generatedBy", "keras v2.10.0");
  }

  @Test
  void open_lies_endInOneLine() throws Exception {
    assertRefused(GOOD.replace("[3]", "[9]"), "needs bytes 14 to 23 of 22");
    assertRefused(GOOD.replace("[3]", "[4611686018427387904]"), "more numbers");
    assertRefused(GOOD.replace("b.bin", "c.bin"), "'c.bin' is missing");
    assertRefused(GOOD.replace("b.bin", "../b.bin"), "not inside");
    assertRefused(GOOD.replace("b.bin", "./a.bin"), "names './a.bin' twice");
    assertRefused(GOOD.replace("uint16", "uint4"), "has the type 'uint4'");
  }

  private void assertRefused(String json, String message) throws Exception {
    write(json);
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("model.json")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder.resolve("model.json").toString())
        .hasMessageContaining(message);
  }

  @Test
  void open_damagedJson_endsInTensorsOrOneException() throws Exception {
    write(GOOD);
    Random random = new Random(31);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = GOOD.getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean() ? (byte) random.nextInt() : (byte) GOOD.charAt(random.nextInt(99));
      }
      Files.write(folder.resolve("model.json"), damaged);
      try {
        Checkpoint.open(folder.resolve("model.json")).tensors().forEach(Tensor::toFloats);
      } catch (CheckpointException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 1999);
  }
}
