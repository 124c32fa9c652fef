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
    int last = (int) (bin(max, origin, width) - first);
    List<Long> counts = new ArrayList<>(last + 1);
    long counted = 0;
    for (int i = 0; i <= last; i++) {
      long upTo = i == last ? cells.total() : upTo(cells, i, first, origin, width);
      counts.add(upTo - counted);
      counted = upTo;
    }
    return new Histogram(origin + first * width, width, counts, scan.nan(), scan.infinite());
  }

  /** How many values lie in the first i + 1 bins, by bisection over the cells. */
  private static long upTo(Cells cells, int i, double first, double origin, double width) {
    int inside = 0;
    int beyond = cells.size();
    while (inside < beyond) {
      int middle = (inside + beyond) >>> 1;
      // The difference is small and exact, the numbers of the bins need not be: beyond 2⁵³.
      if (bin(cells.low(middle), origin, width) - first <= i) inside = middle + 1;
      else beyond = middle;
    }
    return cells.countBefore(inside);
  }

  private static double bin(double x, double origin, double width) {
    return Math.floor((x - origin) / width);
  }
}
