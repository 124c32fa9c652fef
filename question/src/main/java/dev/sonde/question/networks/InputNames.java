package dev.sonde.question.networks;

import dev.sonde.file.Printable;
import dev.sonde.network.recurrent.TextExamples;

/** Names of inputs: the file's name for images, a text itself, else the number. */
public final class InputNames {
  /** Characters of a text. */
  private static final int LONGEST = 60;

  private InputNames() {}

  /** The name of one example. */
  public static String of(Subject subject, long input) {
    int row = Math.toIntExact(input);
    return switch (subject.examples()) {
      case PictureExamples shown -> shown.images().name(row);
      case TextExamples read -> Printable.of(read.texts().get(row), LONGEST);
      default -> String.valueOf(input);
    };
  }
}
