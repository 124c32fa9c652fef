package dev.sonde.checkpoint.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TfliteTest {

  /** Tensors of one graph over buffers; buffer 0 is empty, as TensorFlow has it. */
  private static byte[] model(List<Map<Integer, Object>> tensors, byte[]... buffers) {
    List<Map<Integer, Object>> all =
        Stream.concat(
                Stream.of(Map.<Integer, Object>of()),
                Arrays.stream(buffers).map(data -> Map.<Integer, Object>of(0, data)))
            .toList();
    return FlatbufferAssembler.file(
        Map.of(0, 3, 2, List.of(Map.of(0, tensors)), 3, "made", 4, all));
  }

  private static Map<Integer, Object> tensor(String name, int type, int buffer, int... shape) {
    return Map.of(0, shape, 1, type, 2, buffer, 3, name);
  }

  private static byte[] good() {
    Map<Integer, Object> quantised =
        Map.of(
            0, new int[] {2, 2}, 1, 9, 2, 2, 3, "w", 4, Map.of(2, new float[] {0.5f, 0.25f}, 6, 1));
    return model(
        List.of(
            tensor("input", 0, 0, 1, 2),
            tensor("bias", 0, 1, 2),
            quantised,
            tensor("nibbles", 17, 3, 3),
            tensor("bias", 0, 1, 2)),
        new byte[] {0, 0, -128, 63, 0, 0, 0, -64},
        new byte[] {1, -2, 3, -128},
        new byte[] {(byte) 0xf1, 0x08});
  }

  private static Contents read(byte[] file) {
    return new TfliteReader().read(source(file));
  }

  private static CheckpointReader.Source source(byte[] file) {
    return new CheckpointReader.Source(Path.of("m.tflite"), false, Bytes.of("m.tflite", file));
  }

  @Test
  void read_constants_areTheWeights() {
    assertThat(new TfliteReader().recognises(source(good()))).isTrue();
    Contents model = read(good());
    assertThat(model.tensors().values())
        .extracting(Tensor::toString)
        .containsExactly(
            "bias float32 [2]",
            "w int8 [2, 2]",
            "w.scale float32 [2]",
            "nibbles int4 [3]",
            "bias#2 float32 [2]");
    assertThat(floats(model, "bias")).containsExactly(1, -2);
    assertThat(floats(model, "w")).containsExactly(1, -2, 3, -128);
    assertThat(floats(model, "w.scale")).containsExactly(0.5f, 0.25f);
    assertThat(floats(model, "nibbles")).containsExactly(1, -1, -8);
    assertThat(model.metadata())
        .containsEntry("description", "made")
        .containsEntry("w.quantized_dimension", "1");
  }

  private static float[] floats(Contents model, String address) {
    return Objects.requireNonNull(model.tensors().get(address)).toFloats();
  }

  @Test
  void read_lies_endInOneLine() {
    assertRefused(model(List.of(tensor("a", 0, 1, 3)), new byte[8]), "needs bytes 0 to 12");
    assertRefused(model(List.of(tensor("a", 0, 1, 1)), new byte[8]), "its shape needs 4");
    assertRefused(model(List.of(tensor("a", 0, 7, 1)), new byte[8]), "buffer 7 of 2");
    assertRefused(model(List.of(tensor("a", 0, 1, -2)), new byte[8]), "negative extent");
    assertThat(read(model(List.of(tensor("a", 5, 1, 1)), new byte[8])).notes())
        .containsExactly("'a' holds texts: left out");
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("m.tflite: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_damagedFiles_endInTensorsOrOneException() {
    Mutations.hold(new TfliteReader(), "m.tflite", good(), 8000, 11);
  }
}
