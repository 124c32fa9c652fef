package dev.sonde.checkpoint.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that {@code goldens.py} made, and what it says must be found in them. */
final class KerasGoldens {

  private KerasGoldens() {}

  static List<String> names() {
    return List.copyOf(expected().propertyNames());
  }

  static byte[] file(String name) {
    try (InputStream in = resource(name + ".gz");
        GZIPInputStream unpacked = new GZIPInputStream(in)) {
      return unpacked.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    String path = "/dev/sonde/checkpoint/keras/" + name;
    return Objects.requireNonNull(KerasGoldens.class.getResourceAsStream(path), path);
  }
}
