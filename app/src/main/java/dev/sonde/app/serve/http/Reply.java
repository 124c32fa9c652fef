package dev.sonde.app.serve.http;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.app.output.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes back. */
public sealed interface Reply {

  String JSON = "application/json; charset=utf-8";

  /** Headers beside those that every answer has; they may replace one. */
  Map<String, String> headers();

  /** An answer that is in memory. */
  final class Body implements Reply {

    private final int status;
    private final String type;
    private final byte[] bytes;
    private final Map<String, String> headers;

    public Body(int status, String type, byte[] bytes, Map<String, String> headers) {
      this.status = status;
      this.type = type;
      this.bytes = bytes;
      this.headers = Map.copyOf(headers);
    }

    int status() {
      return status;
    }

    String type() {
      return type;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public Map<String, String> headers() {
      return headers;
    }
  }

  /**
   * A file of this server's own.
   *
   * @param file not one that the request named
   */
  record Stored(String type, Path file, Map<String, String> headers) implements Reply {
    public Stored {
      headers = Map.copyOf(headers);
    }
  }

  /** Events for as long as the reader stays. */
  record Events(Source source) implements Reply {

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }

    /** Sends events until it returns. */
    @FunctionalInterface
    public interface Source {
      void send(EventStream stream) throws Exception;
    }
  }

  static Reply json(Object document) {
    return json(200, document);
  }

  static Reply json(int status, Object document) {
    byte[] bytes = Json.compact(document).getBytes(StandardCharsets.UTF_8);
    return new Body(status, JSON, bytes, Map.of());
  }

  /** Numbers as a page's typed arrays read them: float32, little-endian. */
  static Reply floats(float[] numbers, Map<String, String> headers) {
    byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, numbers.length)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return new Body(200, "application/octet-stream", bytes, headers);
  }

  /** Points in the plane as such numbers, x and y of each; y is 0 where they have one dimension. */
  static Reply pairs(Points at, Map<String, String> headers) {
    float[] pairs = new float[Math.multiplyExact(2, at.count())];
    for (int i = 0; i < at.count(); i++) {
      pairs[2 * i] = at.at(i, 0);
      pairs[2 * i + 1] = at.dimensions() > 1 ? at.at(i, 1) : 0;
    }
    return floats(pairs, headers);
  }

  static Reply bytes(String type, byte[] bytes) {
    return new Body(200, type, bytes, Map.of());
  }

  /** The one form that all complaints have. */
  static Reply error(int status, String message) {
    return json(status, Map.of("error", new Complaint(status, message, null)));
  }

  /** As {@link #error(int, String)}, about one setting. */
  static Reply error(int status, String message, String setting) {
    return json(status, Map.of("error", new Complaint(status, message, setting)));
  }

  /**
   * A complaint's members.
   *
   * @param setting the one that is wrong; null where none or several are
   */
  record Complaint(int status, String message, @Nullable String setting) {}
}
