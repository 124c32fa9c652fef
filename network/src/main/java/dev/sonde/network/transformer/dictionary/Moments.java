package dev.sonde.network.transformer.dictionary;

/**
 * Mean of every dimension, and the mean squared deviation from it over all tokens and dimensions.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Moments(double[] mean, double variance) {

  static final int CHUNK = 2048;

  static Moments of(RowSource source) {
    int width = source.width();
    double[] mean = new double[width];
    double squares = 0;
    for (int at = 0; at < source.count(); at += CHUNK) {
      float[] rows = source.rows(at, Math.min(source.count(), at + CHUNK));
      for (int i = 0; i < rows.length; i++) mean[i % width] += rows[i];
    }
    for (int d = 0; d < width; d++) mean[d] /= source.count();
    for (int at = 0; at < source.count(); at += CHUNK) {
      float[] rows = source.rows(at, Math.min(source.count(), at + CHUNK));
      for (int i = 0; i < rows.length; i++) {
        double off = rows[i] - mean[i % width];
        squares += off * off;
      }
    }
    return new Moments(mean, squares / ((double) source.count() * width));
  }
}
