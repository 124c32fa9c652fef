package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Cells;
import dev.sonde.analysis.scan.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * Bins whose width is a power of two and whose edges are its multiples, counted from the origin of
 * the cells: each cell lies in one bin whole, so the counts are exact although the values are gone.
 */
final class DyadicBins {

  private DyadicBins() {}

  static Histogram of(Cells cells, Scan scan, int most) {
    double min = scan.min();
    double max = scan.max();
    if (cells.total() == 0) return new Histogram(0, 0, List.of(), scan.nan(), scan.infinite());
    if (min == max) {
      return new Histogram(min, 0, List.of(cells.total()), scan.nan(), scan.infinite());
    }
    double origin = cells.origin();
    double width = Math.scalb(1.0, Math.getExponent(max / most - min / most));
    while (bin(max, origin, width) - bin(min, origin, width) >= most) width *= 2;
    double first = bin(min, origin, width);
    double last = bin(max, origin, width);
    List<Long> counts = new ArrayList<>();
    long counted = 0;
    for (double bin = first; bin <= last; bin++) {
      long upTo = bin == last ? cells.total() : upTo(cells, bin, origin, width);
      counts.add(upTo - counted);
      counted = upTo;
    }
    return new Histogram(origin + first * width, width, counts, scan.nan(), scan.infinite());
  }

  /** How many values lie in this bin or before it, by bisection over the cells. */
  private static long upTo(Cells cells, double bin, double origin, double width) {
    int inside = 0;
    int beyond = cells.size();
    while (inside < beyond) {
      int middle = (inside + beyond) >>> 1;
      if (bin(cells.low(middle), origin, width) <= bin) inside = middle + 1;
      else beyond = middle;
    }
    return cells.countBefore(inside);
  }

  private static double bin(double x, double origin, double width) {
    return Math.floor((x - origin) / width);
  }
}
