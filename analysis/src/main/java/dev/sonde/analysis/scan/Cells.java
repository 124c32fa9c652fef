package dev.sonde.analysis.scan;

import java.util.Arrays;
import java.util.Objects;

/**
 * How finite values are distributed: how many lie in each of ascending, disjoint cells. A cell of
 * width zero holds one exact value; a distribution of only such cells is exact.
 */
public final class Cells {

  private final double[] low;
  private final double[] high;

  /** {@code upTo[i]}: how many values lie in the cells 0 to i. */
  private final long[] upTo;

  private final double origin;

  private Cells(double origin, double[] low, double[] high, long[] upTo) {
    this.origin = origin;
    this.low = low;
    this.high = high;
    this.upTo = upTo;
  }

  /** Of ascending values, which may repeat. */
  static Cells ofSorted(double[] sorted, int n, long repeats) {
    Builder cells = new Builder(0);
    for (int i = 0; i < n; ) {
      int same = i;
      while (same < n && sorted[same] == sorted[i]) same++;
      cells.add(sorted[i], sorted[i], (same - i) * repeats);
      i = same;
    }
    return cells.build();
  }

  /**
   * Edges of cells that are not exact are multiples of powers of two away from here: bins whose
   * edges are such multiples too, and that are at least 1/256 of the range wide, contain whole
   * cells.
   */
  public double origin() {
    return origin;
  }

  /** The number of cells; each holds at least one value. */
  public int size() {
    return low.length;
  }

  /** Where cell {@code i} begins. */
  public double low(int i) {
    return low[i];
  }

  /** Where cell {@code i} ends; equal to {@link #low} if it holds one exact value. */
  public double high(int i) {
    return high[i];
  }

  /** How many values lie in cell {@code i}. */
  public long count(int i) {
    return upTo[i] - countBefore(i);
  }

  /** How many values lie in the cells before cell {@code i}, which may be {@link #size}. */
  public long countBefore(int i) {
    return i == 0 ? 0 : upTo[i - 1];
  }

  /** How many values there are. */
  public long total() {
    return countBefore(upTo.length);
  }

  /** Whether every value is known exactly. */
  public boolean isExact() {
    for (int i = 0; i < low.length; i++) if (low[i] != high[i]) return false;
    return true;
  }

  /**
   * A value that is off by at most {@code error}, which is 0 where the value is exact.
   *
   * @param value NaN of no values
   */
  public record Quantile(double value, double error) {}

  /**
   * The quantile at {@code p} from 0 to 1 with linear interpolation between order statistics: type
   * 7 of Hyndman and Fan (1996), the default of NumPy and R.
   */
  public Quantile quantile(double p) {
    if (!(p >= 0 && p <= 1)) throw new IllegalArgumentException("quantile at " + p);
    long n = total();
    if (n == 0) return new Quantile(Double.NaN, 0);
    double position = (n - 1) * p;
    long below = Math.min((long) position, n - 1);
    double part = position - below;
    Quantile a = ordered(below);
    if (part == 0 || below == n - 1) return a;
    Quantile b = ordered(below + 1);
    double gap = b.value - a.value;
    // The nearer end is the base, as in NumPy: the result cannot leave the interval by rounding.
    double value = part < 0.5 ? a.value + gap * part : b.value - gap * (1 - part);
    return new Quantile(value, Math.max(a.error, b.error));
  }

  /** The value with {@code rank} values before it. */
  private Quantile ordered(long rank) {
    int i = Arrays.binarySearch(upTo, rank + 1);
    if (i < 0) i = -i - 1;
    double width = high[i] - low[i];
    if (width == 0) return new Quantile(low[i], 0);
    long before = i == 0 ? 0 : upTo[i - 1];
    double value = low[i] + width * ((rank - before + 0.5) / (upTo[i] - before));
    double error = Math.max(value - low[i], high[i] - value);
    // The distance that chose the cell may have been rounded to float.
    return new Quantile(value, error + Math.abs(value - origin) * 0x1p-23);
  }

  /** Collects cells in ascending order. */
  static final class Builder {
    private double[] low = new double[64];
    private double[] high = new double[64];
    private long[] upTo = new long[64];
    private final double origin;
    private int size;

    Builder(double origin) {
      this.origin = origin;
    }

    /** Adds a cell; ignored if it is empty. */
    void add(double from, double to, long count) {
      if (count == 0) return;
      if (count < 0 || !(from <= to) || (size > 0 && from < high[size - 1])) {
        throw new IllegalStateException("cell " + from + " to " + to + " with " + count);
      }
      if (size == low.length) {
        low = Arrays.copyOf(low, 2 * size);
        high = Arrays.copyOf(high, 2 * size);
        upTo = Arrays.copyOf(upTo, 2 * size);
      }
      low[size] = from;
      high[size] = to;
      upTo[size] = size == 0 ? count : Math.addExact(upTo[size - 1], count);
      size++;
    }

    Cells build() {
      return new Cells(
          origin, Arrays.copyOf(low, size), Arrays.copyOf(high, size), Arrays.copyOf(upTo, size));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cells cells
        && origin == cells.origin
        && Arrays.equals(low, cells.low)
        && Arrays.equals(high, cells.high)
        && Arrays.equals(upTo, cells.upTo);
  }

  @Override
  public int hashCode() {
    return Objects.hash(origin, Arrays.hashCode(low), Arrays.hashCode(high), Arrays.hashCode(upTo));
  }

  @Override
  public String toString() {
    return total() + " values in " + size() + (isExact() ? " exact values" : " cells");
  }
}
