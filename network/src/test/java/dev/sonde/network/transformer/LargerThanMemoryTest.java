package dev.sonde.network.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.network.transformer.lens.LogitLens;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Llama-shaped folder of random float16 numbers answers the lens within the memory of its largest
 * layer. Small here; {@code -Dsonde.large=FOLDER} makes one of 7 billion numbers (13.5 GB) there,
 * asks it about 64 tokens, and holds it to 3 GB resident.
 */
class LargerThanMemoryTest {

  private record Shape(int layers, int width, int heads, int inner, int vocabulary) {

    Map<String, long[]> tensors() {
      Map<String, long[]> all = new LinkedHashMap<>();
      all.put("model.embed_tokens.weight", new long[] {vocabulary, width});
      for (int n = 0; n < layers; n++) {
        String layer = "model.layers." + n + ".";
        all.put(layer + "input_layernorm.weight", new long[] {width});
        all.put(layer + "post_attention_layernorm.weight", new long[] {width});
        for (String part : List.of("q", "k", "v", "o")) {
          all.put(layer + "self_attn." + part + "_proj.weight", new long[] {width, width});
        }
        all.put(layer + "mlp.gate_proj.weight", new long[] {inner, width});
        all.put(layer + "mlp.up_proj.weight", new long[] {inner, width});
        all.put(layer + "mlp.down_proj.weight", new long[] {width, inner});
      }
      all.put("model.norm.weight", new long[] {width});
      all.put("lm_head.weight", new long[] {vocabulary, width});
      return all;
    }
  }

  private static void write(Path folder, Shape shape) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "llama", "hidden_size": %d, "num_hidden_layers": %d,
         "num_attention_heads": %d, "intermediate_size": %d, "vocab_size": %d,
         "max_position_embeddings": 2048, "rms_norm_eps": 1e-5, "tie_word_embeddings": false}
        """
            .formatted(
                shape.width(), shape.layers(), shape.heads(), shape.inner(), shape.vocabulary()));
    List<String> entries = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, long[]> tensor : shape.tensors().entrySet()) {
      long bytes = 2;
      for (long extent : tensor.getValue()) bytes *= extent;
      entries.add(
          "\"%s\":{\"dtype\":\"F16\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  tensor.getKey(),
                  java.util.Arrays.toString(tensor.getValue()).replace(" ", ""),
                  at,
                  at + bytes));
      at += bytes;
    }
    byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(0, header.length);
    Path weights = folder.resolve("model.safetensors");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(weights), 1 << 20))) {
      out.write(length.array());
      out.write(header);
      SplittableRandom random = new SplittableRandom(1);
      byte[] block = new byte[1 << 16];
      for (long done = 0; done < at; done += block.length) {
        random.nextBytes(block);
        // Sign and digits at random, of a size between 1/64 and 1/32.
        for (int i = 1; i < block.length; i += 2) block[i] = (byte) ((block[i] & 0x83) | (9 << 2));
        out.write(block, 0, (int) Math.min(block.length, at - done));
      }
    }
  }

  private static LogitLens lens(Path folder, int tokens) {
    int[] ids = new int[tokens];
    for (int i = 0; i < tokens; i++) ids[i] = (37 * i + 5) % 900;
    try (Transformer model =
        Transformer.open(folder, Transformer.Settings.defaults().resident(1 << 20))) {
      return LogitLens.of(model, ids, LogitLens.Settings.defaults());
    }
  }

  @Test
  void smallFolder_isBroughtInLayerByLayer(@TempDir Path folder) throws IOException {
    Shape shape = new Shape(3, 256, 4, 512, 1000);
    write(folder, shape);
    LogitLens lens = lens(folder, 16);
    assertThat(lens.readings()).hasSize(4 * 16);
    assertThat(lens.agreement(3)).isEqualTo(1);
    try (Transformer whole = Transformer.open(folder)) {
      int[] ids = lens.tokens().stream().mapToInt(i -> i).toArray();
      assertThat(LogitLens.of(whole, ids, LogitLens.Settings.defaults())).isEqualTo(lens);
    }
  }

  @Test
  void sevenBillionNumbers_answerWithin3Gigabytes() throws IOException {
    String large = System.getProperty("sonde.large");
    Assumptions.assumeTrue(large != null, "skipped: no folder for 13.5 GB is given");
    Path folder = Path.of(String.valueOf(large));
    if (!Files.exists(folder.resolve("model.safetensors"))) {
      write(folder, new Shape(32, 4096, 32, 11_008, 32_000));
    }
    LogitLens lens = lens(folder, 64);
    assertThat(lens.readings()).hasSize(33 * 64);
    String status = Files.readString(Path.of("/proc/self/status"));
    String peak = status.replaceFirst("(?s).*VmHWM:\\s+(\\d+) kB.*", "$1");
    assertThat(Long.parseLong(peak)).isLessThan(3L << 20);
  }
}
