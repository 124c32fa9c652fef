package dev.sonde.network.transformer.dictionary;

import dev.sonde.network.layer.Seeds;
import dev.sonde.tensor.TensorReader;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows of a file of activations: as they are, or with every dimension shifted over the tokens by an
 * amount of its own, so that each has all its values and none knows of the others.
 */
public final class RowSource {

  private final Activations activations;
  private final TensorReader reader;
  private final long[] shifts;

  private RowSource(Activations activations, long[] shifts) {
    this.activations = activations;
    this.reader = activations.values().reader();
    this.shifts = shifts;
  }

  static RowSource plain(Activations activations) {
    return new RowSource(activations, new long[0]);
  }

  static RowSource shuffled(Activations activations, long seed) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, "shifts"));
    return new RowSource(
        activations, random.longs(activations.width(), 0, activations.count()).toArray());
  }

  int count() {
    return activations.count();
  }

  int width() {
    return activations.width();
  }

  /** {@code [rows × width]}, row-major. */
  float[] rows(int[] which) {
    int width = width();
    float[] all = new float[which.length * width];
    float[] row = new float[width];
    float[] one = new float[1];
    for (int i = 0; i < which.length; i++) {
      if (shifts.length == 0) {
        reader.floats((long) which[i] * width, row, width);
      } else {
        for (int d = 0; d < width; d++) {
          long from = (which[i] + shifts[d]) % count();
          reader.floats(from * width + d, one, 1);
          row[d] = one[0];
        }
      }
      System.arraycopy(row, 0, all, i * width, width);
    }
    return all;
  }

  /** Consecutive rows. */
  float[] rows(int from, int to) {
    int[] which = new int[to - from];
    Arrays.setAll(which, i -> from + i);
    return rows(which);
  }
}
