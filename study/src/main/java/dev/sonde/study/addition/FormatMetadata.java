package dev.sonde.study.addition;

import java.util.Map;
import java.util.Optional;

/** How a network's sums are written, as its file keeps it. */
public final class FormatMetadata {

  private static final String TASK = "task";
  private static final String ADDITION = "addition";

  private FormatMetadata() {}

  static Map<String, String> of(Format format) {
    return Map.of(
        TASK,
        ADDITION,
        "digits",
        String.valueOf(format.digits()),
        "terms",
        String.valueOf(format.terms()),
        "reversed",
        String.valueOf(format.reversed()));
  }

  /** The format that a file's metadata tell; empty if they tell none. */
  public static Optional<Format> read(Map<String, String> metadata) {
    if (!ADDITION.equals(metadata.get(TASK))) return Optional.empty();
    try {
      return Optional.of(
          new Format(
              Integer.parseInt(metadata.getOrDefault("digits", "")),
              Integer.parseInt(metadata.getOrDefault("terms", "")),
              Boolean.parseBoolean(metadata.get("reversed"))));
    } catch (NumberFormatException e) {
      throw new AdditionException("the file does not say how its sums are written");
    }
  }
}
