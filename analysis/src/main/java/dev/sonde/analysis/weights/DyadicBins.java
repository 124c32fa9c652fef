package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Cells;
import dev.sonde.analysis.scan.Scan;
import java.util.ArrayList;
import java.util.Arrays;
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
    long[] counts = new long[(int) (bin(max, origin, width) - first) + 1];
    for (int i = 0; i < cells.size(); i++) {
      int at = (int) (bin(cells.low(i), origin, width) - first);
      counts[Math.clamp(at, 0, counts.length - 1)] += cells.count(i);
    }
    List<Long> boxed = new ArrayList<>(counts.length);
    Arrays.stream(counts).forEach(boxed::add);
    return new Histogram(origin + first * width, width, boxed, scan.nan(), scan.infinite());
  }

  private static double bin(double x, double origin, double width) {
    return Math.floor((x - origin) / width);
  }
}
