package dev.sonde.question.networks;

/** What inputs are called: images by their files, others by their numbers. */
public final class InputNames {
  private InputNames() {}

  /** Of one example of a subject. */
  public static String of(Subject subject, long input) {
    return subject.examples() instanceof PictureExamples shown
        ? shown.images().name(Math.toIntExact(input))
        : String.valueOf(input);
  }
}
