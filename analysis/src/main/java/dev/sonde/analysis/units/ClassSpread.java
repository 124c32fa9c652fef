package dev.sonde.analysis.units;

import dev.sonde.settings.Bounds;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Over how many classes a unit's top inputs are spread, beside as many inputs drawn at random.
 *
 * @param strongest the most frequent class among them, the first of equals
 * @param share of the inputs that are of it
 * @param effective exp of the entropy of the classes: 1 if all are of one class
 * @param randomShare mean of {@code share} over random draws of as many inputs
 * @param p (1 + draws with as great a share) / (1 + draws)
 */
public record ClassSpread(
    int strongest, double share, double effective, double randomShare, double p) {

  /** Draws of as many inputs, without repetition, as the control of every unit. */
  public static final class Control {
    private final double[] shares;

    /**
     * @param labels of all inputs, 0 … classes−1
     * @param k inputs drawn
     */
    public Control(int[] labels, int classes, int k, int draws, long seed) {
      Bounds.between("inputs drawn", k, 1, labels.length);
      SplittableRandom random = new SplittableRandom(seed);
      int[] order = labels.clone();
      shares = new double[draws];
      for (int d = 0; d < draws; d++) {
        int[] counts = new int[classes];
        for (int i = 0; i < k; i++) {
          int j = i + random.nextInt(order.length - i);
          int label = order[i];
          order[i] = order[j];
          order[j] = label;
          counts[order[i]]++;
        }
        shares[d] = (double) Arrays.stream(counts).max().orElse(0) / k;
      }
    }

    /** The same for a unit whose top inputs have these labels. */
    public ClassSpread of(int[] top, int classes) {
      int[] counts = new int[classes];
      for (int label : top) counts[label]++;
      int strongest = 0;
      double entropy = 0;
      for (int c = 0; c < classes; c++) {
        if (counts[c] > counts[strongest]) strongest = c;
        double share = (double) counts[c] / top.length;
        if (share > 0) entropy -= share * Math.log(share);
      }
      double share = (double) counts[strongest] / top.length;
      long reached = Arrays.stream(shares).filter(s -> s >= share - 1e-12).count();
      return new ClassSpread(
          strongest,
          share,
          Math.exp(entropy),
          Arrays.stream(shares).average().orElse(Double.NaN),
          (1.0 + reached) / (1 + shares.length));
    }
  }
}
