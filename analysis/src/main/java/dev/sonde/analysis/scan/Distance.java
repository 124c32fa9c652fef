package dev.sonde.analysis.scan;

import java.util.Arrays;

/**
 * How far apart two distributions are.
 *
 * @param wasserstein the first Wasserstein distance, ∫|F − G|, in the unit of the values
 * @param wassersteinError how far it may be off; 0 if both distributions are exact
 * @param ks the Kolmogorov–Smirnov distance, max |F − G|
 * @param ksError how far it may be off; 0 if both distributions are exact
 */
public record Distance(double wasserstein, double wassersteinError, double ks, double ksError) {

  /**
   * The distance between two distributions; values are taken as spread evenly over the cells they
   * lie in. NaN if one has no values.
   */
  public static Distance of(Cells a, Cells b) {
    if (a.total() == 0 || b.total() == 0) {
      return new Distance(Double.NaN, 0, Double.NaN, 0);
    }
    double[] edges = edges(a, b);
    Walk f = new Walk(a);
    Walk g = new Walk(b);
    double area = 0;
    double ks = 0;
    double last = 0; // F − G just right of the last edge
    for (int i = 0; i < edges.length; i++) {
      double before = f.below(edges[i]) - g.below(edges[i]);
      if (i > 0) area += area(last, before, edges[i] - edges[i - 1]);
      last = f.upTo(edges[i]) - g.upTo(edges[i]);
      ks = Math.max(ks, Math.max(Math.abs(before), Math.abs(last)));
    }
    return new Distance(area, spread(a) + spread(b), ks, Math.max(share(a), share(b)));
  }

  /** ∫|d| where d runs straight from {@code from} to {@code to}. */
  private static double area(double from, double to, double width) {
    double f = Math.abs(from);
    double t = Math.abs(to);
    if (from * to >= 0) return width * (f + t) / 2;
    return width * (f * f + t * t) / (2 * (f + t));
  }

  private static double[] edges(Cells a, Cells b) {
    double[] edges = new double[2 * (a.size() + b.size())];
    int n = 0;
    for (Cells cells : new Cells[] {a, b}) {
      for (int i = 0; i < cells.size(); i++) {
        edges[n++] = cells.low(i);
        edges[n++] = cells.high(i);
      }
    }
    Arrays.sort(edges);
    int distinct = 1;
    for (int i = 1; i < n; i++) if (edges[i] != edges[distinct - 1]) edges[distinct++] = edges[i];
    return Arrays.copyOf(edges, distinct);
  }

  /** How far values could move inside their cells, on average. */
  private static double spread(Cells cells) {
    double sum = 0;
    for (int i = 0; i < cells.size(); i++) {
      sum += (double) cells.count(i) / cells.total() * (cells.high(i) - cells.low(i));
    }
    return sum;
  }

  /** The largest share of values in a cell that has a width. */
  private static double share(Cells cells) {
    long largest = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.high(i) > cells.low(i)) largest = Math.max(largest, cells.count(i));
    }
    return (double) largest / cells.total();
  }

  /** A distribution function, asked at ascending places. */
  private static final class Walk {
    private final Cells cells;

    /** The first cell that is not wholly passed. */
    private int next;

    private long passed;

    Walk(Cells cells) {
      this.cells = cells;
    }

    /** The share of values less than {@code x}. */
    double below(double x) {
      while (next < cells.size() && cells.high(next) <= x && cells.low(next) < x) pass();
      return (passed + inside(x)) / cells.total();
    }

    /** The share of values less than or equal to {@code x}. */
    double upTo(double x) {
      while (next < cells.size() && cells.high(next) <= x) pass();
      return (passed + inside(x)) / cells.total();
    }

    private void pass() {
      passed += cells.count(next);
      next++;
    }

    private double inside(double x) {
      if (next == cells.size() || x <= cells.low(next)) return 0;
      double low = cells.low(next);
      return cells.count(next) * ((x - low) / (cells.high(next) - low));
    }
  }
}
