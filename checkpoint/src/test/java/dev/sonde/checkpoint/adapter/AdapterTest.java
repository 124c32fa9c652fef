package dev.sonde.checkpoint.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterTest {

  @TempDir private Path folder;

  private static Tensor tensor(String name, Shape shape, float... values) {
    return Tensor.ofFloats(name, shape, values);
  }

  private void write(String config, Tensor... tensors) throws Exception {
    Files.writeString(folder.resolve("adapter_config.json"), config.replace('\'', '"'));
    Path file = folder.resolve("adapter_model.safetensors");
    Checkpoint.of(file, List.of(tensors), Map.of()).write(file);
  }

  private static Tensor[] pair(String module) {
    return new Tensor[] {
      tensor(module + ".lora_A.weight", Shape.of(2, 3), 1, 2, 3, 4, 5, 6),
      tensor(module + ".lora_B.weight", Shape.of(2, 2), 1, 0, 1, -1)
    };
  }

  /** B·A is [1 2 3; −3 −3 −3]. */
  @Test
  void open_adapter_addsTheScaledProduct() throws Exception {
    write("{'peft_type': 'LORA', 'r': 2, 'lora_alpha': 4}", pair("m.q_proj"));
    Checkpoint adapter = Checkpoint.open(folder);
    assertThat(adapter.format()).isEqualTo("peft-lora");
    assertThat(adapter.tensors())
        .extracting(Tensor::toString)
        .containsExactly(
            "m.q_proj.lora_A.weight float32 [2, 3]",
            "m.q_proj.lora_delta.weight float32 [2, 3]",
            "m.q_proj.lora_B.weight float32 [2, 2]");
    assertThat(adapter.tensor("m.q_proj.lora_delta.weight").toFloats())
        .containsExactly(2, 4, 6, -6, -6, -6);
    assertThat(adapter.metadata()).containsEntry("lora_alpha", "4.0");
  }

  @Test
  void open_rankStabilizedAndTransposed_followsTheSettings() throws Exception {
    write(
        "{'peft_type': 'LORA', 'lora_alpha': 2, 'use_rslora': true, 'fan_in_fan_out': true}",
        pair("m.c_attn"));
    float root = (float) (2 / Math.sqrt(2));
    assertThat(Checkpoint.open(folder).tensor("m.c_attn.lora_delta.weight").toFloats())
        .containsExactly(
            root,
            (float) (-3 * Math.sqrt(2)),
            2 * root,
            (float) (-3 * Math.sqrt(2)),
            (float) (3 * Math.sqrt(2)),
            (float) (-3 * Math.sqrt(2)));
  }

  @Test
  void open_exceptionOfAlpha_holdsForItsModule() throws Exception {
    write(
        "{'peft_type': 'LORA', 'lora_alpha': 4, 'alpha_pattern': {'q_proj': 2}}", pair("m.q_proj"));
    assertThat(Checkpoint.open(folder).tensor("m.q_proj.lora_delta.weight").toFloats())
        .containsExactly(1, 2, 3, -3, -3, -3);
  }

  @Test
  void open_convolutionAndEmbedding_haveTheirOwnShapes() throws Exception {
    write(
        "{'peft_type': 'LORA', 'lora_alpha': 1}",
        tensor("m.conv.lora_A.weight", Shape.of(1, 2, 1, 2), 1, 2, 3, 4),
        tensor("m.conv.lora_B.weight", Shape.of(2, 1, 1, 1), 1, -1),
        tensor("m.emb.lora_embedding_A", Shape.of(1, 3), 1, 2, 3),
        tensor("m.emb.lora_embedding_B", Shape.of(2, 1), 1, 10));
    Checkpoint adapter = Checkpoint.open(folder);
    Tensor conv = adapter.tensor("m.conv.lora_delta.weight");
    assertThat(conv.shape()).isEqualTo(Shape.of(2, 2, 1, 2));
    assertThat(conv.toFloats()).containsExactly(1, 2, 3, 4, -1, -2, -3, -4);
    Tensor embedding = adapter.tensor("m.emb.lora_delta.weight");
    assertThat(embedding.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(embedding.toFloats()).containsExactly(1, 10, 2, 20, 3, 30);
  }

  @Test
  void open_partsThatDoNotFit_areNoted() throws Exception {
    write(
        "{'peft_type': 'LORA', 'lora_alpha': 1}",
        tensor("m.a.lora_A.weight", Shape.of(2, 1), 1, 2),
        tensor("m.a.lora_B.weight", Shape.of(1, 1), 1),
        tensor("m.b.lora_A.weight", Shape.of(1, 1), 1));
    assertThat(Checkpoint.open(folder).notes())
        .containsExactly(
            "no delta of m.a: [2, 1] and [1, 1] make no product that can be held",
            "m.b.lora_A.weight has no B beside it");
  }

  @Test
  void open_productOutOfProportion_isNotMade() throws Exception {
    write(
        "{'peft_type': 'LORA', 'lora_alpha': 1}",
        tensor("m.a.lora_A.weight", Shape.of(1, 20_000), new float[20_000]),
        tensor("m.a.lora_B.weight", Shape.of(20_000, 1), new float[20_000]));
    assertThat(Checkpoint.open(folder).notes()).hasSize(1);
  }

  @Test
  void open_anotherKindOfAdapter_isPlainTensors() throws Exception {
    write("{'peft_type': 'IA3'}", tensor("m.ia3_l", Shape.of(1), 1));
    assertThat(Checkpoint.open(folder).format()).isEqualTo("safetensors");
  }

  @Test
  void read_damagedFiles_endInTensorsOrOneException() throws Exception {
    write("{'peft_type': 'LORA', 'lora_alpha': 4}", pair("m.q_proj"));
    Path file = folder.resolve("adapter_model.safetensors");
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(51);
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] damaged = good.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        Checkpoint.open(file).tensors().forEach(tensor -> tensor.asReal().toDoubles());
      } catch (CheckpointException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(200, 999);
  }
}
