package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Moments;
import java.util.List;

/**
 * The statistics of all tensors of a checkpoint together; the names mean what they mean in {@link
 * Summary}.
 *
 * @param tensors how many tensors
 * @param bytes of their elements, as they would stand in a row-major file
 */
public record Totals(
    int tensors,
    long count,
    long bytes,
    double mean,
    double std,
    double min,
    double max,
    double skewness,
    double kurtosis,
    double l1,
    double l2,
    long zeros,
    long nan,
    long inf,
    double nearZero) {

  /** Adds up the summaries of tensors with {@code bytes} bytes together. */
  public static Totals of(List<Summary> summaries, long bytes) {
    Moments moments = Moments.NONE;
    double min = Double.NaN;
    double max = Double.NaN;
    double l1 = 0;
    long count = 0;
    long zeros = 0;
    long nan = 0;
    long inf = 0;
    double near = 0;
    for (Summary s : summaries) {
      moments = moments.merge(s.moments());
      // Comparisons with the NaN of a tensor without values are false.
      if (!(min <= s.min())) min = Double.isNaN(s.min()) ? min : s.min();
      if (!(max >= s.max())) max = Double.isNaN(s.max()) ? max : s.max();
      l1 += s.l1();
      count += s.count();
      zeros += s.zeros();
      nan += s.nan();
      inf += s.inf();
      if (s.count() > 0) near += s.nearZero() * s.count();
    }
    return new Totals(
        summaries.size(),
        count,
        bytes,
        moments.mean(),
        moments.std(),
        min,
        max,
        moments.skewness(),
        moments.kurtosis(),
        l1,
        moments.l2(),
        zeros,
        nan,
        inf,
        near / count);
  }
}
