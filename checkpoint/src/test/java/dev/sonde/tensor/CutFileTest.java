package dev.sonde.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Someone else cuts a file that is mapped. */
class CutFileTest {

  @Test
  void read_afterTheFileWasCut_isOneLine(@TempDir Path folder) throws IOException {
    Assumptions.assumeFalse(
        System.getProperty("os.name").startsWith("Windows"), "a mapped file cannot be cut here");
    Path file = folder.resolve("m.safetensors");
    Tensor large = Tensor.ofFloats("w", Shape.of(1 << 16), new float[1 << 16]);
    Checkpoint.of(file, List.of(large), Map.of()).write(file);
    Tensor mapped = Checkpoint.open(file).tensor("w");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(100);
    }
    assertThatThrownBy(mapped::toFloats)
        .isInstanceOf(TensorException.class)
        .hasMessageStartingWith("tensor 'w': the file that holds it was cut while it was read");
    assertThatThrownBy(() -> mapped.transpose(0).toDoubles()).isInstanceOf(TensorException.class);
    Files.delete(file);
  }
}
