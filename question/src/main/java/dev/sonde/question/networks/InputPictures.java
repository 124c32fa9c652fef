package dev.sonde.question.networks;

import dev.sonde.figure.scene.Photograph;
import dev.sonde.figure.scene.Pixels;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.util.Optional;

/**
 * Inputs as pictures: images as their files have them; arrays of 1 or 3 channels, first or last,
 * scaled from their smallest value to their largest.
 */
public final class InputPictures {

  /** Allowed sides of a picture, in pixels. */
  private static final int LEAST = 4;

  private static final int MOST = 512;

  private final Subject subject;
  private final int channels;
  private final int height;
  private final int width;
  private final boolean last;

  private InputPictures(Subject subject, int channels, int height, int width, boolean last) {
    this.subject = subject;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.last = last;
  }

  /** Empty if inputs are not pictures, or too large. */
  public static Optional<InputPictures> of(Subject subject) {
    if (subject.examples() instanceof PictureExamples shown) {
      var images = shown.images();
      return of(subject, images.channels(), images.height(), images.width(), false);
    }
    if (!subject.examples().cut()) return Optional.empty();
    try (Scope _ = new Scope()) {
      var all = subject.examples().batch(0, Math.max(1, subject.examples().fixed()));
      Array one = all.values().iterator().next();
      if (all.size() != 1 || one.rank() != 4) return Optional.empty();
      int a = (int) one.extent(1);
      int c = (int) one.extent(3);
      if (a == 1 || a == 3) return of(subject, a, (int) one.extent(2), c, false);
      if (c == 1 || c == 3) return of(subject, c, a, (int) one.extent(2), true);
      return Optional.empty();
    }
  }

  private static Optional<InputPictures> of(
      Subject subject, int channels, int height, int width, boolean last) {
    boolean fits =
        (channels == 1 || channels == 3)
            && Math.min(height, width) >= LEAST
            && Math.max(height, width) <= MOST;
    return fits
        ? Optional.of(new InputPictures(subject, channels, height, width, last))
        : Optional.empty();
  }

  /** Of one input. */
  public Pixels picture(long input) {
    return Photograph.of(channels, height, width, values(input));
  }

  /** {@code [channels × height × width]}, 0 … 1. */
  public float[] values(long input) {
    if (subject.examples() instanceof PictureExamples shown) {
      return shown.images().pixels(Math.toIntExact(input));
    }
    float[] raw;
    long fixed = Math.max(1, subject.examples().fixed());
    try (Scope _ = new Scope()) {
      float[] batch =
          subject
              .examples()
              .batch(input / fixed * fixed, fixed)
              .values()
              .iterator()
              .next()
              .toFloats();
      int length = channels * height * width;
      int at = (int) (input % fixed) * length;
      raw = java.util.Arrays.copyOfRange(batch, at, at + length);
    }
    return scaled(raw);
  }

  private float[] scaled(float[] raw) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : raw) {
      if (!Float.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float[] scaled = new float[raw.length];
    int area = height * width;
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < area; p++) {
        float value = raw[last ? p * channels + c : c * area + p];
        scaled[c * area + p] = high > low ? (value - low) / (high - low) : 0;
      }
    }
    return scaled;
  }

  public int channels() {
    return channels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }
}
