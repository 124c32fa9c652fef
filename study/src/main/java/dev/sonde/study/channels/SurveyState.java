package dev.sonde.study.channels;

import java.util.List;

/**
 * Everything a paused {@link SurveyRun} needs besides the network, the images and the settings.
 *
 * @param done images
 * @param right of them, with labels: those the network is right about
 * @param layers in the order of computation; none before the first image
 */
public record SurveyState(int done, long right, List<Rows> layers) {

  /**
   * Rows of the images done.
   *
   * @param absorption {@code [done × absorbing]}
   * @param emission {@code [done × emitting]}
   */
  @SuppressWarnings("ArrayRecordComponent") // large numbers of floats, never compared
  public record Rows(
      String site, int absorbing, float[] absorption, int emitting, float[] emission) {
    public Rows {
      if (absorbing < 1 || emitting < 1) {
        throw new IllegalArgumentException(site + ": " + absorbing + " and " + emitting);
      }
    }
  }

  public SurveyState {
    layers = List.copyOf(layers);
    for (Rows rows : layers) {
      if (rows.absorption.length != (long) done * rows.absorbing
          || rows.emission.length != (long) done * rows.emitting) {
        throw new IllegalArgumentException(
            "%s: %d and %d numbers of %d images"
                .formatted(rows.site, rows.absorption.length, rows.emission.length, done));
      }
    }
    if (done < 0 || (done > 0) == layers.isEmpty() || right < 0 || right > done) {
      throw new IllegalArgumentException(
          "%d images, %d right, %d layers".formatted(done, right, layers.size()));
    }
  }

  static SurveyState none() {
    return new SurveyState(0, 0, List.of());
  }
}
