package dev.sonde.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** The sixteen numbers of OCP MX 1.0, table 5; bytes as PyTorch 2.14 and safetensors 0.8 save. */
  @Test
  void open_float4_asPyTorchSavesIt_hasTheNumbersOfItsTable(@TempDir Path folder) throws Exception {
    byte[] codes = HexFormat.of().parseHex("1032547698badcfe");
    Path file =
        file(folder, "{\"w\":{\"dtype\":\"F4\",\"shape\":[4,4],\"data_offsets\":[0,8]}} ", codes);
    Tensor w = Checkpoint.open(file).tensor("w");
    assertThat(w.storedType()).isEqualTo("float4_e2m1fn");
    assertThat(w.shape()).isEqualTo(Shape.of(4, 4));
    assertThat(w.toFloats())
        .containsExactly(0, .5f, 1, 1.5f, 2, 3, 4, 6, -0f, -.5f, -1, -1.5f, -2, -3, -4, -6);
  }

  /** Tables 3 and 4 of OCP MX 1.0, as ml_dtypes 0.5.4 decodes each of the 64 codes. */
  @ParameterizedTest
  @CsvSource({
    "F6_E2M3, float6_e2m3fn, '0 .125 .25 .375 .5 .625 .75 .875 1 1.125 1.25 1.375 1.5 1.625 1.75"
        + " 1.875 2 2.25 2.5 2.75 3 3.25 3.5 3.75 4 4.5 5 5.5 6 6.5 7 7.5'",
    "F6_E3M2, float6_e3m2fn, '0 .0625 .125 .1875 .25 .3125 .375 .4375 .5 .625 .75 .875 1 1.25 1.5"
        + " 1.75 2 2.5 3 3.5 4 5 6 7 8 10 12 14 16 20 24 28'"
  })
  void open_float6_hasTheNumbersOfItsTable(
      String type, String label, String positive, @TempDir Path folder) throws Exception {
    // All codes in order, the first in the lowest bits, four of them in three bytes.
    BigInteger packed = BigInteger.ZERO;
    for (int code = 63; code >= 0; code--) {
      packed = packed.shiftLeft(6).add(BigInteger.valueOf(code));
    }
    byte[] codes = new byte[48];
    for (int i = 0; i < codes.length; i++) codes[i] = packed.shiftRight(8 * i).byteValue();
    String entry =
        "{\"w\":{\"dtype\":\"%s\",\"shape\":[2,32],\"data_offsets\":[0,48]}}".formatted(type);
    Tensor w = Checkpoint.open(file(folder, entry, codes)).tensor("w");
    assertThat(w.storedType()).isEqualTo(label);
    float[] values = w.toFloats();
    String[] table = positive.split(" ");
    for (int i = 0; i < 32; i++) {
      float magnitude = Float.parseFloat(table[i]);
      assertThat(values[i]).isEqualTo(magnitude);
      assertThat(values[32 + i]).isEqualTo(-magnitude);
    }
    // Read across rows, where whole blocks cannot be decoded on the way.
    assertThat(w.transpose(1, 0).toFloats()).startsWith(0, -0f, values[1], values[33]);
  }

  @ParameterizedTest
  @CsvSource({
    "F4, '[3]', 2, 'has 2 bytes, its shape needs 1.5'",
    "F4, '[6]', 2, 'has 2 bytes, its shape needs 3'",
    "F6_E2M3, '[2]', 2, 'has 2 bytes, its shape needs 1.5'",
    "F6_E3M2, '[4]', 6, 'has 6 bytes, its shape needs 3'",
    "F6_E3M2, '[4611686018427387904,4]', 3, ''"
  })
  void open_packedNumbersOfAnotherSize_areRefused(
      String type, String shape, int size, String message, @TempDir Path folder) throws Exception {
    String entry =
        "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[0,%d]}}"
            .formatted(type, shape, size);
    Path file = file(folder, entry, new byte[size]);
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": tensor 'w'")
        .hasMessageContaining(message);
  }

  private static Path file(Path folder, String header, byte[] data) throws IOException {
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8)).put(data);
    return Files.write(folder.resolve("small.safetensors"), file.array());
  }
}
