package dev.sonde.question.networks;

/** Names of inputs: the file's name for images, else the number. */
public final class InputNames {
  private InputNames() {}

  /** The name of one example. */
  public static String of(Subject subject, long input) {
    return subject.examples() instanceof PictureExamples shown
        ? shown.images().name(Math.toIntExact(input))
        : String.valueOf(input);
  }
}
