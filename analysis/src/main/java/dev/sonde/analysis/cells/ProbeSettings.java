package dev.sonde.analysis.cells;

/**
 * @param trainedOn share of the sequences that the probe learns from; the others judge it
 * @param controls how often it is trained again on shuffled labels
 * @param seed of split and shuffling
 */
public record ProbeSettings(double trainedOn, int controls, long seed) {

  public ProbeSettings {
    if (!(trainedOn > 0 && trainedOn < 1) || controls < 1) {
      throw new IllegalArgumentException(
          "trained on " + trainedOn + " of the sequences, " + controls + " controls");
    }
  }

  /** 70 % of the sequences, three controls. */
  public static ProbeSettings defaults() {
    return new ProbeSettings(.7, 3, 0);
  }

  public ProbeSettings seed(long other) {
    return new ProbeSettings(trainedOn, controls, other);
  }
}
