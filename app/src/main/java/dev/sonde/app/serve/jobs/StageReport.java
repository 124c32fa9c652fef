package dev.sonde.app.serve.jobs;

import org.jspecify.annotations.Nullable;

/**
 * How far the part of the work is that goes on.
 *
 * @param total −1 where nobody knows
 * @param rate units in a second, over all of the stage; null before there is one
 * @param leftS seconds that are left at this rate; null where nobody knows
 * @param note how good what is done so far is, or null
 */
public record StageReport(
    String name,
    String unit,
    long done,
    long total,
    @Nullable Double rate,
    @Nullable Double leftS,
    @Nullable String note) {

  private static final double NANOS = 1e9;

  static StageReport of(
      String name, String unit, long done, long total, long nanos, @Nullable String note) {
    Double rate = done > 0 && nanos > 0 ? done * NANOS / nanos : null;
    Double left = rate != null && total >= done ? (total - done) / rate : null;
    return new StageReport(name, unit, done, total, rate, left, note);
  }
}
