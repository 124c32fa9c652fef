package dev.sonde.checkpoint.safetensors;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsHostileTest {

  @Test
  void read_damagedFiles_endInTensorsOrOneException(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("good.safetensors");
    Checkpoint.of(
            file,
            List.of(
                Tensor.ofFloats("layer.weight", Shape.of(2, 3), new float[6]),
                Tensor.ofDoubles("layer.bias", Shape.of(2), new double[2])),
            Map.of("epoch", "3"))
        .write(file);
    Mutations.hold(new SafetensorsReader(), "good.safetensors", Files.readAllBytes(file), 5000, 1);
  }
}
