package dev.sonde.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  @Test
  void open_realFile_givesNamesTypesAndShapes() {
    Checkpoint silero = Checkpoint.open(SharedData.path("checkpoints/silero_vad_16k.safetensors"));
    assertThat(silero.format()).isEqualTo("safetensors");
    assertThat(silero.tensors()).isNotEmpty().allMatch(t -> t.dtype() == DType.FLOAT32);
  }

  @Test
  void write_thenOpen_givesTheSameNumbersAndMetadata(@TempDir Path folder) throws Exception {
    Tensor matrix = Tensor.ofFloats("w", Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, 6});
    Checkpoint made =
        Checkpoint.of(
            folder.resolve("x"),
            List.of(
                matrix,
                matrix.transpose(1, 0).named("w.T"),
                Tensor.ofDoubles("s", Shape.of(), new double[] {7})),
            Map.of("epoch", "3"));
    Path file = folder.resolve("made.safetensors");
    made.write(file);

    Checkpoint back = Checkpoint.open(file);
    assertThat(back.metadata()).containsEntry("epoch", "3");
    assertThat(back.tensor("w").toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(back.tensor("w.T").shape()).isEqualTo(Shape.of(3, 2));
    assertThat(back.tensor("w.T").toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(back.tensor("s").toDoubles()).containsExactly(7);
  }
}
