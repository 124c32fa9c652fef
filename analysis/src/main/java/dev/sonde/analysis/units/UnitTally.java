package dev.sonde.analysis.units;

import java.util.Arrays;

/**
 * Moments and extremes of each unit of a layer, a batch at a time (Chan, Golub, LeVeque 1983).
 * Memory: a few numbers a unit.
 */
public final class UnitTally {

  /** A unit is saturated if at least this share of its values lies at the bounds. */
  public static final double SATURATED = .95;

  /** Values within this share of a bounded operator's range count as at its bound. */
  public static final double AT_BOUND = .05;

  private final Bounds bounds;
  private final boolean rectifier;
  private long[] counts = {};
  private double[] means = {};
  private double[] squares = {};
  private float[] least = {};
  private float[] greatest = {};
  private long[] atBounds = {};
  private long[] zeros = {};
  private long notFinite;

  /**
   * Between what an operator's values lie.
   *
   * @param low −∞ where nothing bounds them, or being there is not saturation
   * @param high ∞ likewise
   * @param margin how near counts as at a bound
   */
  public record Bounds(double low, double high, double margin) {
    /** Of an operator without bounds. */
    public static final Bounds NONE =
        new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0);

    public static Bounds of(double low, double high) {
      return new Bounds(low, high, AT_BOUND * (high - low));
    }

    boolean any() {
      return margin > 0;
    }

    boolean reached(float value) {
      return value <= low + margin || value >= high - margin;
    }
  }

  /**
   * What one unit did.
   *
   * @param values finite values seen, over inputs and places
   * @param std divisor n
   * @param zeros values that are exactly 0
   * @param dead the same for every input and place; of a rectifier also never above 0
   * @param saturated NaN where the operator has no bounds, else the share of values at them
   */
  public record Unit(
      int unit,
      long values,
      double mean,
      double std,
      double min,
      double max,
      long zeros,
      boolean dead,
      double saturated) {}

  /**
   * @param rectifier whether a unit that is never above 0 is dead, as after relu or gelu; else only
   *     one that never changes is
   */
  public UnitTally(Bounds bounds, boolean rectifier) {
    this.bounds = bounds;
    this.rectifier = rectifier;
  }

  /** Adds a batch; all batches have the same units. */
  public void add(UnitBatch batch) {
    int units = batch.units();
    if (counts.length == 0) begin(units);
    if (counts.length != units) {
      throw new IllegalArgumentException(units + " units, before " + counts.length);
    }
    long[] n = new long[units];
    double[] sums = new double[units];
    double[] off = new double[units];
    float[] values = batch.values();
    int inner = batch.inner();
    for (int at = 0, row = 0; at < values.length; at += inner, row++) {
      int unit = row % units;
      for (int i = at; i < at + inner; i++) {
        float value = values[i];
        if (!Float.isFinite(value)) {
          notFinite++;
          continue;
        }
        n[unit]++;
        sums[unit] += value;
        least[unit] = Math.min(least[unit], value);
        greatest[unit] = Math.max(greatest[unit], value);
        if (value == 0) zeros[unit]++;
        if (bounds.any() && bounds.reached(value)) atBounds[unit]++;
      }
    }
    for (int u = 0; u < units; u++) sums[u] /= Math.max(1, n[u]);
    for (int at = 0, row = 0; at < values.length; at += inner, row++) {
      int unit = row % units;
      for (int i = at; i < at + inner; i++) {
        if (!Float.isFinite(values[i])) continue;
        double d = values[i] - sums[unit];
        off[unit] += d * d;
      }
    }
    for (int u = 0; u < units; u++) merge(u, n[u], sums[u], off[u]);
  }

  private void begin(int units) {
    counts = new long[units];
    means = new double[units];
    squares = new double[units];
    least = new float[units];
    greatest = new float[units];
    atBounds = new long[units];
    zeros = new long[units];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
  }

  private void merge(int unit, long n, double mean, double off) {
    if (n == 0) return;
    long all = counts[unit] + n;
    double apart = mean - means[unit];
    squares[unit] += off + apart * apart * counts[unit] * n / all;
    means[unit] += apart * n / all;
    counts[unit] = all;
  }

  public int units() {
    return counts.length;
  }

  public Unit unit(int unit) {
    long n = counts[unit];
    boolean still = !(greatest[unit] > least[unit]);
    return new Unit(
        unit,
        n,
        n == 0 ? Double.NaN : means[unit],
        n == 0 ? Double.NaN : Math.sqrt(squares[unit] / n),
        n == 0 ? Double.NaN : least[unit],
        n == 0 ? Double.NaN : greatest[unit],
        zeros[unit],
        still || (rectifier && !(greatest[unit] > 0)),
        bounds.any() && n > 0 ? (double) atBounds[unit] / n : Double.NaN);
  }

  /** Values that are NaN or infinite: counted and left out. */
  public long notFinite() {
    return notFinite;
  }

  /** Whether the operator has bounds at which units can be saturated. */
  public boolean bounded() {
    return bounds.any();
  }

  /** Units that are dead. */
  public int dead() {
    int dead = 0;
    for (int u = 0; u < counts.length; u++) if (unit(u).dead()) dead++;
    return dead;
  }

  /** Units that are saturated. */
  public int saturated() {
    int saturated = 0;
    for (int u = 0; u < counts.length; u++) if (unit(u).saturated() >= SATURATED) saturated++;
    return saturated;
  }
}
