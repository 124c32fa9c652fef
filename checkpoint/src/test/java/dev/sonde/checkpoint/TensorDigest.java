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

/** Compares a checkpoint with what the framework that wrote it sees in it. */
public final class TensorDigest {

  private TensorDigest() {}

  /**
   * Holds the tensors of {@code checkpoint} to the entry of a JSON file: {@code {"file.pt":
   * [{"name", "dtype", "shape", "sha256"}]}}, the SHA-256 of the row-major little-endian bytes.
   */
  public static void assertAsIn(Path json, String file, Checkpoint checkpoint) throws Exception {
    JsonNode truth = JsonMapper.builder().build().readTree(Files.readString(json)).get(file);
    List<String> expected = new ArrayList<>();
    for (JsonNode tensor : truth) {
      List<Long> shape = new ArrayList<>();
      tensor.get("shape").forEach(extent -> shape.add(extent.asLong()));
      expected.add(
          line(
              tensor.get("name").asString(),
              tensor.get("dtype").asString(),
              shape.toString(),
              tensor.get("sha256").asString()));
    }
    List<String> found = new ArrayList<>();
    for (Tensor tensor : checkpoint.tensors()) {
      String shape = tensor.shape().toString();
      found.add(line(tensor.address(), tensor.storedType(), shape, sha256(tensor)));
    }
    assertThat(found).as(file).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String line(String name, String dtype, String shape, String sha256) {
    return name + " " + dtype + " " + shape + " " + sha256;
  }

  public static String sha256(Tensor tensor) throws Exception {
    Tensor real = tensor.asReal();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    TensorReader reader = real.reader();
    int step = 1000;
    ByteBuffer block = ByteBuffer.allocate(step * real.dtype().byteSize());
    for (long at = 0; at < real.count(); at += step) {
      block.clear();
      reader.littleEndian(at, block, (int) Math.min(step, real.count() - at));
      digest.update(block.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
