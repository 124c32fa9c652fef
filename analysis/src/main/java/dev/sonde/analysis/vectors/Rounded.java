package dev.sonde.analysis.vectors;

import dev.sonde.analysis.kernel.Points;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as float32 points without loss that matters. Values that are floats stay what they are.
 * Others are first centred in double, dimension by dimension, so that what float32 rounds away is a
 * 2⁻²⁴th of the spread and not of the offset. Where values are so large or so small that squared
 * distances would leave float32, all are divided by one power of two.
 */
record Rounded(Points points, double unit) {

  /** Reaches between these need no other unit. */
  private static final double LEAST = 1e-12;

  private static final double MOST = 1e12;

  static Rounded of(Values values, String what) {
    Survey survey = new Survey(values, what);
    double[] centre = survey.exact ? new double[values.dimensions()] : survey.mean;
    double reach = survey.exact ? survey.reach : reach(values, centre);
    boolean usual = reach == 0 || (reach >= LEAST && reach <= MOST);
    int exponent = usual ? 0 : Math.min(Math.getExponent(reach) + 1, Double.MAX_EXPONENT);
    float[] rounded = new float[values.count() * values.dimensions()];
    values.each(
        (first, block, length) -> {
          int k = first % centre.length;
          for (int i = 0; i < length; i++) {
            rounded[first + i] = (float) scaled(block[i], centre[k], exponent);
            k = k + 1 == centre.length ? 0 : k + 1;
          }
        });
    Points points = Points.of(rounded, values.count(), values.dimensions());
    return new Rounded(points, Math.scalb(1.0, exponent));
  }

  /** The difference of the two largest doubles is not a double. */
  private static double scaled(double value, double centre, int exponent) {
    return exponent > 0
        ? Math.scalb(value, -exponent) - Math.scalb(centre, -exponent)
        : exponent == 0 ? value - centre : Math.scalb(value - centre, -exponent);
  }

  /** Half the largest distance from the centre, twice. */
  private static double reach(Values values, double[] centre) {
    double[] most = new double[1];
    values.each(
        (first, block, length) -> {
          int k = first % centre.length;
          for (int i = 0; i < length; i++) {
            most[0] = Math.max(most[0], Math.abs(block[i] / 2 - centre[k] / 2));
            k = k + 1 == centre.length ? 0 : k + 1;
          }
        });
    return Math.min(2 * most[0], Double.MAX_VALUE);
  }

  Vectors vectors(List<String> names, @Nullable Classes classes, List<String> notes) {
    return new Vectors(points, unit, names, classes, notes);
  }

  /** One look at all values. */
  private static final class Survey {
    private final double[] mean;
    private boolean exact = true;
    private double reach;

    Survey(Values values, String what) {
      int d = values.dimensions();
      this.mean = new double[d];
      values.each(
          (first, block, length) -> {
            for (int i = 0; i < length; i++) take(what, first + i, block[i], values.count());
          });
      exact |= values.areFloats();
    }

    private void take(String what, int at, double value, int count) {
      int k = at % mean.length;
      if (!Double.isFinite(value)) {
        throw new VectorsException(
            "%s: vector %d has %s in dimension %d; remove it or replace the value first"
                .formatted(what, at / mean.length, value, k));
      }
      mean[k] += value / count;
      reach = Math.max(reach, Math.abs(value));
      exact &= (float) value == value;
    }
  }
}
