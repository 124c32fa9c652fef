package dev.sonde.analysis.scan;

import java.util.HashMap;
import java.util.Map;

/** Adds up what the chunks of one tensor gave, sums always in the order of the chunks. */
final class Parts {

  private record Part(Moments moments, double absoluteSum) {}

  private final Map<Long, Part> early = new HashMap<>();
  private final long repeats;
  private long next;
  private Moments moments = Moments.NONE;
  private double absoluteSum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long zeros;
  private long nearZeros;
  private long nan;
  private long infinite;

  Parts(long repeats) {
    this.repeats = repeats;
  }

  synchronized void add(long chunk, Tally tally, double shift, double scale) {
    min = Math.min(min, tally.min);
    max = Math.max(max, tally.max);
    zeros += tally.zeros;
    nearZeros += tally.nearZeros;
    nan += tally.nan;
    infinite += tally.infinite;
    early.put(chunk, new Part(tally.moments(shift, scale), tally.sum(Tally.ABS)));
    for (Part part; (part = early.remove(next)) != null; next++) {
      moments = moments.merge(part.moments);
      absoluteSum += part.absoluteSum;
    }
  }

  synchronized Scan scan(Grid grid, Counts counts) {
    return scan(grid.cells(counts, zeros, min + 0.0, max + 0.0, repeats));
  }

  synchronized Scan scan(Cells cells) {
    Moments all = moments.repeated(repeats);
    if (cells.total() != all.count()) {
      throw new IllegalStateException(cells + ", but " + all.count() + " were finite");
    }
    boolean none = all.count() == 0;
    return new Scan(
        all.count() + (nan + infinite) * repeats,
        all,
        none ? Double.NaN : min + 0.0, // a zero is reported without its sign
        none ? Double.NaN : max + 0.0,
        absoluteSum * repeats,
        zeros * repeats,
        nearZeros * repeats,
        nan * repeats,
        infinite * repeats,
        cells);
  }
}
