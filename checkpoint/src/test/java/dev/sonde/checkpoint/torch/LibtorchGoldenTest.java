package dev.sonde.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files of libtorch 2.10's own writer (see {@code MakeLibtorchGoldens.java}): 0 to 5 as [2 × 3].
 */
class LibtorchGoldenTest {

  private static double[] count() {
    return IntStream.range(0, 6).asDoubleStream().toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "_Float, FLOAT32",
    "_Double, FLOAT64",
    "_Half, FLOAT16",
    "_BFloat16, BFLOAT16",
    "_Byte, UINT8",
    "_Char, INT8",
    "_Short, INT16",
    "_Int, INT32",
    "_Long, INT64",
    "_UInt16, UINT16",
    "_UInt32, UINT32",
    "_UInt64, UINT64",
    "_Float8_e4m3fn, FLOAT8_E4M3",
    "_Float8_e5m2, FLOAT8_E5M2",
    "inner.weight, FLOAT32"
  })
  void open_tensorOfAnyType_givesItsNumbers(String address, DType dtype) throws Exception {
    Tensor tensor = Checkpoint.open(TorchGoldenTest.golden("libtorch.pt")).tensor(address);
    assertThat(tensor.dtype()).isEqualTo(dtype);
    assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor.toDoubles()).containsExactly(count());
  }

  @Test
  void open_boolsComplexNumbersAndViews_givesTheirNumbers() throws Exception {
    Checkpoint libtorch = Checkpoint.open(TorchGoldenTest.golden("libtorch.pt"));
    assertThat(libtorch.format()).isEqualTo("torchscript");
    assertThat(libtorch.tensors()).hasSize(19);
    assertThat(libtorch.notes()).isEmpty();
    assertThat(libtorch.tensor("_Bool").toDoubles()).containsExactly(0, 1, 1, 1, 1, 1);
    assertThat(libtorch.tensor("transposed").toDoubles()).containsExactly(0, 3, 1, 4, 2, 5);
    for (String complex : new String[] {"_ComplexFloat", "_ComplexDouble"}) {
      assertThat(libtorch.tensor(complex).asReal().toDoubles())
          .containsExactly(0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0);
    }
  }

  @Test
  void open_tensorOfPickleSave_isNamedTensor() throws Exception {
    Checkpoint saved = Checkpoint.open(TorchGoldenTest.golden("libtorch.float8.pt"));
    assertThat(saved.format()).isEqualTo("pytorch-zip");
    assertThat(saved.tensor("tensor").dtype()).isEqualTo(DType.FLOAT8_E4M3);
    assertThat(saved.tensor("tensor").toDoubles()).containsExactly(count());
  }
}
