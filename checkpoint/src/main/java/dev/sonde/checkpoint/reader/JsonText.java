package dev.sonde.checkpoint.reader;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Small JSON texts beside or inside a checkpoint, as a tree, and its values with one line of error.
 */
public final class JsonText {

  /** A tree takes many times the memory of its text, so long texts are streamed, not read here. */
  private static final int MAX_SIZE = 32 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private JsonText() {}

  /**
   * The JSON in {@code bytes}.
   *
   * @throws CheckpointException if it is damaged or longer than 32 MB
   */
  public static JsonNode read(Bytes bytes) {
    try {
      return JSON.readTree(bytes.copy(0, bytes.size(), MAX_SIZE, "the JSON text"));
    } catch (JacksonException e) {
      throw new CheckpointException(
          bytes.name() + ": not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Whether the text starts as a JSON object; never throws. */
  public static boolean startsAsObject(Bytes bytes) {
    for (int at = 0; at < Math.min(bytes.size(), 64); at++) {
      int c = bytes.u8(at);
      if (c == '{') return true;
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return false;
    }
    return false;
  }

  /** A text field of an object, or null. */
  public static @Nullable String text(@Nullable JsonNode object, String field) {
    JsonNode value = object == null ? null : object.get(field);
    return value != null && value.isString() ? value.asString() : null;
  }

  /** An array of whole numbers, at most 64 of them, or null. */
  public static long @Nullable [] longs(@Nullable JsonNode array) {
    if (array == null || !array.isArray() || array.size() > 64) return null;
    long[] numbers = new long[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode value = array.get(i);
      if (!value.isIntegralNumber() || !value.canConvertToLong()) return null;
      numbers[i] = value.asLong();
    }
    return numbers;
  }
}
