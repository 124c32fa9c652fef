package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Cells;
import java.util.Arrays;

/**
 * How far two distributions of values lie apart, from their cells: inside a cell that is not one
 * exact value, values are taken as spread evenly.
 *
 * @param wasserstein ∫|F − G|, in the values' own unit
 * @param kolmogorovSmirnov max|F − G|
 * @param exact whether every value of both is known exactly
 */
public record DistributionDistance(double wasserstein, double kolmogorovSmirnov, boolean exact) {

  /** Of two distributions; NaN where one has no values. */
  public static DistributionDistance of(Cells a, Cells b) {
    boolean exact = a.isExact() && b.isExact();
    if (a.total() == 0 || b.total() == 0) {
      return new DistributionDistance(Double.NaN, Double.NaN, exact);
    }
    double[] places = places(a, b);
    Walk f = new Walk(a);
    Walk g = new Walk(b);
    double area = 0;
    double greatest = 0;
    double before = 0; // F − G just right of the last place
    for (int i = 0; i < places.length; i++) {
      double x = places[i];
      double left = f.below(x) - g.below(x);
      if (i > 0) area += area(before, left) * (x - places[i - 1]);
      double right = f.upTo(x) - g.upTo(x);
      greatest = Math.max(greatest, Math.max(Math.abs(left), Math.abs(right)));
      before = right;
    }
    return new DistributionDistance(area, greatest, exact);
  }

  /** The mean of |d| where d runs in a straight line from one value to the other. */
  private static double area(double from, double to) {
    if (from * to >= 0) return (Math.abs(from) + Math.abs(to)) / 2;
    return (from * from + to * to) / (2 * (Math.abs(from) + Math.abs(to)));
  }

  private static double[] places(Cells a, Cells b) {
    double[] all = new double[2 * (a.size() + b.size())];
    int n = 0;
    for (Cells cells : new Cells[] {a, b}) {
      for (int i = 0; i < cells.size(); i++) {
        all[n++] = cells.low(i);
        all[n++] = cells.high(i);
      }
    }
    Arrays.sort(all);
    return Arrays.stream(all).distinct().toArray();
  }

  /** A distribution function, asked at ascending places. */
  private static final class Walk {
    private final Cells cells;
    private int next;
    private long passed;

    Walk(Cells cells) {
      this.cells = cells;
    }

    /** The share of values below {@code x}. */
    double below(double x) {
      while (next < cells.size() && cells.high(next) < x) passed += cells.count(next++);
      double inside = 0;
      if (next < cells.size() && cells.low(next) < x) {
        double width = cells.high(next) - cells.low(next);
        inside = cells.count(next) * Math.min((x - cells.low(next)) / width, 1);
      }
      return (passed + inside) / cells.total();
    }

    /** The share of values up to and including {@code x}. */
    double upTo(double x) {
      while (next < cells.size() && cells.high(next) <= x) passed += cells.count(next++);
      return below(x);
    }
  }
}
