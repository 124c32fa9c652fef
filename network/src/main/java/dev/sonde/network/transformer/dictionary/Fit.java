package dev.sonde.network.transformer.dictionary;

import dev.sonde.network.model.Network;
import dev.sonde.network.model.SparseAutoencoder;
import dev.sonde.network.torch.Array;
import java.util.Arrays;

/**
 * How well a dictionary writes down activations.
 *
 * @param tokens that were written
 * @param explained share of the variance (about the mean) that the reconstruction explains; below 0
 *     where it is worse than the mean
 * @param active features per token, on average
 * @param density share of the tokens in whose code a feature stands, by feature
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Fit(long tokens, double explained, double active, double[] density) {

  /** Features that stand in no code. */
  public int dead() {
    return (int) Arrays.stream(density).filter(share -> share == 0).count();
  }

  static Fit of(Network<Array, SparseAutoencoder.Output> network, RowSource source) {
    return of(network, source, 1);
  }

  /**
   * @param factor by which what is written about the mean is multiplied
   */
  private static Fit of(
      Network<Array, SparseAutoencoder.Output> network, RowSource source, double factor) {
    Sums sums = sums(network, source);
    double left = sums.xx - 2 * factor * sums.xy + factor * factor * sums.yy;
    double[] density = new double[sums.fired.length];
    long codes = 0;
    for (int f = 0; f < density.length; f++) {
      density[f] = sums.fired[f] / (double) source.count();
      codes += sums.fired[f];
    }
    double variance = Moments.of(source).variance() * source.count() * source.width();
    return new Fit(source.count(), 1 - left / variance, codes / (double) source.count(), density);
  }

  /** With the one factor that serves an untrained dictionary best. */
  static Fit scaled(Network<Array, SparseAutoencoder.Output> network, RowSource source) {
    Sums sums = sums(network, source);
    return of(network, source, sums.yy == 0 ? 0 : sums.xy / sums.yy);
  }

  /** Products of activations and reconstructions, both about {@code b_dec}. */
  private static final class Sums {
    double xx;
    double xy;
    double yy;
    final long[] fired;

    Sums(int features) {
      fired = new long[features];
    }
  }

  private static Sums sums(Network<Array, SparseAutoencoder.Output> network, RowSource source) {
    int width = source.width();
    float[] centre = network.parameters().get("b_dec").toFloats();
    double scale = network.parameters().get("scale").toFloats()[0];
    int features = Math.toIntExact(network.parameters().get("W_dec").shape().extent(0));
    Sums sums = new Sums(features);
    for (int at = 0; at < source.count(); at += Moments.CHUNK) {
      int to = Math.min(source.count(), at + Moments.CHUNK);
      float[] rows = source.rows(at, to);
      try (Array x = Array.of(rows, to - at, width);
          var pass = network.evaluate()) {
        SparseAutoencoder.Output out = network.forward(pass, x);
        float[] told = out.reconstruction().toFloats();
        for (int i = 0; i < rows.length; i++) {
          double mean = centre[i % width] * scale;
          double of = rows[i] - mean;
          double written = told[i] - mean;
          sums.xx += of * of;
          sums.xy += of * written;
          sums.yy += written * written;
        }
        float[] counts = out.codes().truths().toFloat().sum(0).toFloats();
        for (int f = 0; f < features; f++) sums.fired[f] += (long) counts[f];
      }
    }
    return sums;
  }
}
