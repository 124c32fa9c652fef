package dev.sonde.study.images;

import dev.sonde.tensor.Shape;
import java.util.List;

/**
 * (x − mean) / deviation per channel.
 *
 * @param mean one per channel, or one for all
 * @param deviation likewise
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.isEmpty() || mean.size() != deviation.size()) {
      throw new ImageException(
          mean.size() + " means and " + deviation.size() + " deviations: as many of each");
    }
    if (deviation.stream().anyMatch(d -> !(d > 0))) {
      throw new ImageException("deviations must be above 0: " + deviation);
    }
  }

  /** As it is. */
  public static Normalisation none() {
    return all(0, 1);
  }

  /** The same for all channels; (0.5, 0.5) maps 0…1 to −1…1. */
  public static Normalisation all(double mean, double deviation) {
    return new Normalisation(List.of(mean), List.of(deviation));
  }

  /** What networks trained on ImageNet expect of RGB. */
  public static Normalisation imageNet() {
    return new Normalisation(List.of(.485, .456, .406), List.of(.229, .224, .225));
  }

  /**
   * Normalises images in place.
   *
   * @param image {@code [channels, height, width]}
   * @throws ImageException if it has another number of channels
   */
  public void apply(float[] images, Shape image) {
    int channels = (int) image.extent(0);
    if (mean.size() != 1 && mean.size() != channels) {
      throw new ImageException(
          "normalisation of " + mean.size() + " channels, the images have " + channels);
    }
    int plane = (int) (image.count() / channels);
    for (int at = 0, channel = 0; at < images.length; at += plane, channel++) {
      int c = mean.size() == 1 ? 0 : channel % channels;
      float shift = mean.get(c).floatValue();
      float scale = deviation.get(c).floatValue();
      for (int i = at; i < at + plane; i++) images[i] = (images[i] - shift) / scale;
    }
  }
}
