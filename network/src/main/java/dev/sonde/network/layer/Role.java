package dev.sonde.network.layer;

/** What a parameter is for; initialisers and training treat them apart. */
public enum Role {
  /** A matrix or convolution kernel. */
  WEIGHT(true),
  /** A matrix from a state to the next state. */
  RECURRENT(true),
  BIAS(true),
  /** A row per symbol. */
  EMBEDDING(true),
  /** The factor of a normalisation. */
  SCALE(true),
  /** The offset of a normalisation. */
  SHIFT(true),
  /** Not trained: running means. */
  MEAN(false),
  /** Not trained: running variances. */
  VARIANCE(false),
  /** Not trained: a number of batches, int64 in files. */
  COUNT(false),
  /** Not trained: a number that an imported graph was written with. */
  CONSTANT(false);

  private final boolean trained;

  Role(boolean trained) {
    this.trained = trained;
  }

  public boolean trained() {
    return trained;
  }
}
