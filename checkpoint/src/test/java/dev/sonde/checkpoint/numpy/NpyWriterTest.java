package dev.sonde.checkpoint.numpy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {

  @TempDir Path folder = Path.of("");

  private static Tensor counting(String name, long... shape) {
    float[] values = new float[(int) Shape.of(shape).count()];
    for (int i = 0; i < values.length; i++) values[i] = i * .5f;
    return Tensor.ofFloats(name, Shape.of(shape), values);
  }

  @Test
  void arrays_comeBackAsTheyWere() throws IOException {
    for (long[] shape : new long[][] {{}, {5}, {2, 3}, {3, 4, 5}, {0, 4}, {70_000}}) {
      Tensor tensor = counting("x", shape);
      Path file = folder.resolve("x.npy");
      NpyWriter.write(tensor, file);
      Tensor back = Checkpoint.open(file).tensors().getFirst();
      assertThat(back.shape()).isEqualTo(tensor.shape());
      assertThat(back.toFloats()).containsExactly(tensor.toFloats());
      long head = Files.size(file) - 4 * tensor.count();
      assertThat(head % 64).isZero();
    }
  }

  @Test
  void everyType_comesBackWithTheBitsItHad() throws IOException {
    for (DType dtype : DType.values()) {
      byte[] bytes = new byte[6 * dtype.byteSize()];
      for (int i = 0; i < bytes.length; i++)
        bytes[i] = (byte) (dtype == DType.BOOL ? i % 2 : 37 * i);
      Tensor tensor =
          Tensor.of("x", dtype, Shape.of(2, 3), Storage.mapped(MemorySegment.ofArray(bytes)), 0);
      Path file = folder.resolve("x.npy");
      NpyWriter.write(tensor, file);
      Tensor back = Checkpoint.open(file).tensors().getFirst();
      boolean widened = back.dtype() != dtype;
      assertThat(widened).as(dtype.label()).isEqualTo(!KNOWN_TO_NUMPY.contains(dtype));
      if (widened) assertThat(back.toDoubles()).containsExactly(tensor.toDoubles());
      else
        assertThat(back.storage().bytes().asSlice(back.byteOffset()).toArray(JAVA_BYTE))
            .isEqualTo(bytes);
    }
  }

  private static final Set<DType> KNOWN_TO_NUMPY =
      EnumSet.of(
          DType.BOOL,
          DType.UINT8,
          DType.INT8,
          DType.UINT16,
          DType.INT16,
          DType.UINT32,
          DType.INT32,
          DType.UINT64,
          DType.INT64,
          DType.FLOAT16,
          DType.FLOAT32,
          DType.FLOAT64,
          DType.COMPLEX64,
          DType.COMPLEX128);

  @Test
  void collections_comeBackAndAreTheSameBytes() throws IOException {
    List<Tensor> tensors = List.of(counting("a", 2, 2), counting("b.c", 3));
    Path file = folder.resolve("x.npz");
    NpyWriter.writeAll(tensors, file);
    Checkpoint back = Checkpoint.open(file);
    assertThat(back.tensor("b.c").toFloats()).containsExactly(0, .5f, 1);
    Path again = folder.resolve("y.npz");
    NpyWriter.writeAll(tensors, again);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }
}
