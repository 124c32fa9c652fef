package dev.sonde.analysis.channels;

/**
 * The channels of one convolution.
 *
 * @param site its name
 */
public record LayerChannels(String site, int images, Direction absorption, Direction emission) {

  public static LayerChannels of(String site, ImageRows absorption, ImageRows emission) {
    if (absorption.images() != emission.images() || emission.images() == 0) {
      throw new IllegalArgumentException(
          site + ": " + absorption.images() + " and " + emission.images() + " images");
    }
    return new LayerChannels(
        site, emission.images(), Direction.of(absorption), Direction.of(emission));
  }
}
