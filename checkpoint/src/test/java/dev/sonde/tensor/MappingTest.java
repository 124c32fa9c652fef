package dev.sonde.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory of a mapped file is given back however it is read. */
class MappingTest {

  @Test
  void read_ofAnyTensorOfAFile_givesItsMemoryBack(@TempDir Path folder) throws IOException {
    long size = 3 * Mapping.MOST;
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("sparse"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MemorySegment file =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, size, Arena.ofAuto()).asReadOnly();
      Mapping mapping = new Mapping(file);
      int count = (int) (Mapping.MOST / 4 / 16);
      // Many tensors, none of which is large.
      for (int i = 0; i < 48; i++) {
        MemorySegment part = file.asSlice(i * 4L * count, 4L * count);
        Storage storage = Storage.mapped(part, mapping);
        Tensor tensor = Tensor.of("t" + i, DType.FLOAT32, Shape.of(16, count / 16), storage, 0);
        assertThat(tensor.transpose(1, 0).toFloats()).hasSize(count).containsOnly(0);
      }
      assertThat(mapping.times()).isEqualTo(3);
    }
  }
}
