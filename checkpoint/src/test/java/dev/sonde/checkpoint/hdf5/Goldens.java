package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.Bytes;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that {@code goldens.py} made with h5py, and what it says is in them. */
public final class Goldens {

  private static final String FOLDER = "/dev/sonde/checkpoint/hdf5/";

  private Goldens() {}

  public static List<String> names() {
    List<String> names = new ArrayList<>();
    expected().propertyNames().forEach(names::add);
    return names;
  }

  public static byte[] file(String name) {
    try (InputStream in = resource(name + ".gz");
        GZIPInputStream unpacked = new GZIPInputStream(in)) {
      return unpacked.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Hdf5File open(String name) {
    return Hdf5File.open(Bytes.of(name, file(name)));
  }

  static JsonNode expected(String name) {
    return expected().get(name);
  }

  private static JsonNode expected() {
    try (InputStream in = resource("goldens.json")) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Goldens.class.getResourceAsStream(FOLDER + name), name);
  }

  /** SHA-256 of a tensor's elements as they would stand in a row-major little-endian file. */
  public static String sha256(Tensor tensor) {
    Tensor real = tensor.asReal();
    MessageDigest digest = digest();
    TensorReader reader = real.reader();
    int step = 4096;
    ByteBuffer block = ByteBuffer.allocate(step * real.dtype().byteSize());
    for (long at = 0; at < real.count(); at += step) {
      block.clear();
      reader.littleEndian(at, block, (int) Math.min(step, real.count() - at));
      digest.update(block.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(String text) {
    return HexFormat.of()
        .formatHex(digest().digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
