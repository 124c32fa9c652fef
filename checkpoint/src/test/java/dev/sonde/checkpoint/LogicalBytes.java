package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tensor's elements as row-major little-endian bytes: what {@code truth.json} has digests of. */
public final class LogicalBytes {

  private LogicalBytes() {}

  public static byte[] of(Tensor tensor) {
    Tensor real = tensor.asReal();
    int size = real.dtype().byteSize();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(real.byteSize()));
    TensorReader reader = real.reader();
    int step = 1 << 16;
    for (long at = 0; at < real.count(); at += step) {
      int n = (int) Math.min(step, real.count() - at);
      bytes.limit(bytes.position() + n * size);
      reader.littleEndian(at, bytes, n);
    }
    return bytes.array();
  }

  public static String sha256(Tensor tensor) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of(tensor)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** {@code name dtype shape digest} of each tensor, in the checkpoint's order. */
  public static List<String> lines(Checkpoint checkpoint) {
    return checkpoint.tensors().stream()
        .map(t -> t.address() + " " + t.dtype().label() + " " + t.shape() + " " + sha256(t))
        .toList();
  }

  /** Holds a checkpoint to the entry {@code name} of {@code checkpoints/made/truth.json}. */
  public static void assertTrue(Checkpoint checkpoint, String name) throws Exception {
    Path file = SharedData.path("checkpoints/made/truth.json");
    JsonNode truth = JsonMapper.builder().build().readTree(Files.readString(file)).get(name);
    List<String> expected = new ArrayList<>();
    for (JsonNode tensor : truth) {
      List<Long> shape = new ArrayList<>();
      tensor.get("shape").forEach(extent -> shape.add(extent.asLong()));
      expected.add(
          tensor.get("name").asString()
              + " "
              + tensor.get("dtype").asString()
              + " "
              + shape
              + " "
              + tensor.get("sha256").asString());
    }
    assertThat(expected).isNotEmpty();
    assertThat(lines(checkpoint)).containsExactlyElementsOf(expected);
  }
}
