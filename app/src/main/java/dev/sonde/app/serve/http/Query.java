package dev.sonde.app.serve.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind a question mark, decoded; of a name that is repeated, the first. */
public record Query(Map<String, String> values) {

  /**
   * @throws HttpException 400 if an escape is none
   */
  static Query of(@Nullable String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    if (raw == null) return new Query(values);
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!name.isEmpty()) values.putIfAbsent(decoded(name), decoded(value));
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("an escape in the address is none: " + e.getMessage());
    }
  }

  public @Nullable String get(String name) {
    return values.get(name);
  }

  public String text(String name, String initial) {
    return values.getOrDefault(name, initial);
  }

  /**
   * @throws HttpException 400 if it is not there
   */
  public String needed(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw HttpException.badRequest("'" + name + "' is needed in the address");
    }
    return value;
  }

  /**
   * {@code true} or {@code false}.
   *
   * @throws HttpException 400 if it is neither
   */
  public boolean truth(String name, boolean initial) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) return initial;
    if (value.equals("true")) return true;
    if (value.equals("false")) return false;
    throw HttpException.badRequest("'" + name + "' is '" + value + "', not true or false");
  }

  /**
   * A whole number within bounds.
   *
   * @throws HttpException 400 if it is none, or outside
   */
  public int integer(String name, int initial, int least, int most) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) return initial;
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw HttpException.badRequest(
        "'" + name + "' is '" + value + "', not a whole number from " + least + " to " + most);
  }
}
