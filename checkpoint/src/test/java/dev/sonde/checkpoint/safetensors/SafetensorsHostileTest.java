package dev.sonde.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

  @Test
  void read_tensorsThatShareBytes_areRefused(@TempDir Path folder) throws Exception {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      header.append(i == 0 ? "" : ",").append('"').append(i);
      header.append("\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}");
    }
    byte[] names = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + names.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(names.length).put(names);
    Path path = Files.write(folder.resolve("shared.safetensors"), file.array());
    assertThatThrownBy(() -> Checkpoint.open(path))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(path + ": its tensors overlap: together they need more bytes than it has");
  }
}
