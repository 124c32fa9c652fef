package dev.sonde.figure;

import org.jspecify.annotations.Nullable;

/** From where to where an axis goes. */
final class Limits {

  /** Room between the outermost marks and the panel's edge, as a share of the axis. */
  private static final double ROOM = 0.04;

  /** Beyond this, differences of doubles overflow; no weight is there. */
  private static final double FAR = 1e300;

  private Limits() {}

  static Range of(Scale scale, Extent.Reach reach) {
    return switch (scale) {
      case Scale.Categories(var names) -> Range.of(-0.5, names.size() - 0.5);
      case Scale.Linear(var given) -> linear(given, reach);
      case Scale.SymLog(double threshold, var given) -> symlog(given, reach, threshold);
      case Scale.Log(var given) -> log(given, reach);
    };
  }

  private static Range linear(@Nullable Range given, Extent.Reach reach) {
    if (given != null) return wide(given);
    if (reach.low > reach.high) return Range.of(0, 1);
    double low = Math.clamp(reach.low, -FAR, FAR);
    double high = Math.clamp(reach.high, -FAR, FAR);
    if (reach.exact) return wide(Range.of(low, high));
    if (low == high) return wide(Range.of(low, high));
    double room = ROOM * (high - low);
    boolean zeroBelow = reach.onZero && low == 0;
    boolean zeroAbove = reach.onZero && high == 0;
    return wide(Range.of(zeroBelow ? 0 : low - room, zeroAbove ? 0 : high + room));
  }

  private static Range symlog(@Nullable Range given, Extent.Reach reach, double threshold) {
    if (given != null) return wide(given);
    if (reach.low > reach.high) return Range.of(-threshold, threshold);
    double low = asinh(Math.clamp(reach.low, -FAR, FAR) / threshold);
    double high = asinh(Math.clamp(reach.high, -FAR, FAR) / threshold);
    double room = Math.max(ROOM * (high - low), 1e-6);
    return wide(Range.of(threshold * Math.sinh(low - room), threshold * Math.sinh(high + room)));
  }

  private static Range log(@Nullable Range given, Extent.Reach reach) {
    if (given != null) return given.low() < given.high() ? given : decade(given.low());
    if (reach.positive > reach.high) return Range.of(0.1, 10);
    double low = Math.log10(Math.max(reach.positive, 1e-300));
    double high = Math.log10(Math.min(reach.high, FAR));
    if (high - low < 1e-9) return decade(Math.pow(10, low));
    double room = ROOM * (high - low);
    return Range.of(Math.pow(10, low - room), Math.pow(10, high + room));
  }

  private static Range decade(double middle) {
    return Range.of(middle / 3, middle * 3);
  }

  /** A range with room in it: one value alone stands in the middle. */
  private static Range wide(Range range) {
    double least = 1e-9 * Math.max(Math.abs(range.low()), Math.abs(range.high()));
    if (range.high() - range.low() > least && range.high() - range.low() > 1e-300) return range;
    double room = range.low() == 0 ? 1 : Math.max(Math.abs(range.low()) / 2, 1e-290);
    return Range.of(range.low() - room, range.high() + room);
  }

  static double asinh(double x) {
    double size = Math.abs(x);
    // For large x the square would overflow; there asinh x = ln 2x.
    double value = size > 1e8 ? Math.log(size) + Math.log(2) : Math.log(size + Math.hypot(size, 1));
    return Math.copySign(value, x);
  }
}
