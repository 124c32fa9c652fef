package dev.sonde.analysis.probes;

import dev.sonde.numbers.Shuffle;
import dev.sonde.settings.Bounds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Inputs to learn from and inputs to be judged by, drawn within each class so that both have its
 * share.
 *
 * @param train indices, ascending
 * @param test the others, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HeldOut(int[] train, int[] test) {

  /**
   * @param labels one per input, 0 … classes−1
   * @param share of each class that is held out, above 0 and below 1; at least one input of a class
   *     of two, none of a class of one
   */
  public static HeldOut of(int[] labels, int classes, double share, long seed) {
    Bounds.between("share held out", share, 0, 1);
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] held = new boolean[labels.length];
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      Shuffle.of(members, random);
      int count = (int) Math.round(share * members.length);
      int most = members.length - 1;
      for (int i = 0; i < Math.min(most, Math.max(1, count)); i++) held[members[i]] = true;
    }
    return new HeldOut(those(held, false), those(held, true));
  }

  private static int[] those(boolean[] held, boolean wanted) {
    return IntStream.range(0, held.length).filter(i -> held[i] == wanted).toArray();
  }

  /** The entries of {@code values} at {@code indices}. */
  static int[] at(int[] values, int[] indices) {
    return Arrays.stream(indices).map(i -> values[i]).toArray();
  }
}
