package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
final class Goldens {

  private static final String FOLDER = "/dev/sonde/checkpoint/hdf5/";

  private Goldens() {}

  static List<String> names() {
    List<String> names = new ArrayList<>();
    expected().propertyNames().forEach(names::add);
    return names;
  }

  static byte[] file(String name) {
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

  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
