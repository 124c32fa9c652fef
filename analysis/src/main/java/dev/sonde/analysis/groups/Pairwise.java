package dev.sonde.analysis.groups;

import dev.sonde.analysis.scan.BinCounts;

/**
 * Distances between two runs' values of one tensor. NaN where a run has no finite value.
 *
 * @param value the distance
 * @param error by how much it may be off: 0 where it comes from the sorted values or is a distance
 *     of binned shares by definition
 */
record Pairwise(double value, double error) {

  private static final double LOG_2 = Math.log(2);
  private static final Pairwise UNDEFINED = new Pairwise(Double.NaN, 0);

  /**
   * @param scale the unit of Wasserstein
   */
  static Pairwise of(Distance distance, Sample a, Sample b, double scale) {
    if (a.finite() == 0 || b.finite() == 0) return UNDEFINED;
    return switch (distance) {
      case WASSERSTEIN -> {
        Pairwise raw = wasserstein(a, b);
        yield new Pairwise(raw.value / scale, raw.error / scale);
      }
      case KOLMOGOROV_SMIRNOV -> kolmogorovSmirnov(a, b);
      case JENSEN_SHANNON -> exact(jensenShannon(a, b));
      case HELLINGER -> exact(Math.sqrt(bhattacharyya(a, b)));
      case BHATTACHARYYA -> exact(bhattacharyya(a, b));
    };
  }

  private static Pairwise exact(double value) {
    return new Pairwise(value, 0);
  }

  private static Pairwise wasserstein(Sample a, Sample b) {
    if (a instanceof SortedSample x && b instanceof SortedSample y) {
      return exact(wasserstein(x.values(), y.values()));
    }
    return binned(a, b, true);
  }

  private static Pairwise kolmogorovSmirnov(Sample a, Sample b) {
    if (a instanceof SortedSample x && b instanceof SortedSample y) {
      return exact(KolmogorovSmirnov.of(x.values(), y.values()));
    }
    return binned(a, b, false);
  }

  /** ∫|F⁻¹ − G⁻¹| over sorted values: the cost of the monotone transport, which is the cheapest. */
  static double wasserstein(double[] a, double[] b) {
    if (a.length == b.length) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
      return sum / a.length;
    }
    // Mass in units of 1/(n·m), so that steps of both quantile functions fall on whole numbers.
    long n = a.length;
    long m = b.length;
    double sum = 0;
    long done = 0;
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      long endA = (i + 1) * m;
      long endB = (j + 1) * n;
      long end = Math.min(endA, endB);
      sum += (end - done) * Math.abs(a[i] - b[j]);
      done = end;
      if (end == endA) i++;
      if (end == endB) j++;
    }
    return sum / ((double) n * m);
  }

  /**
   * From fine bins. Wasserstein: every value moves by at most half a width to its bin's centre, so
   * the distance of two runs is off by a width at most. KS: at the bins' edges it is right; between
   * them |F − G| cannot exceed what one run has at the end of a bin less what the other had at its
   * start.
   */
  private static Pairwise binned(Sample a, Sample b, boolean transport) {
    if (!(a instanceof BinnedSample x) || !(b instanceof BinnedSample y)) {
      throw new IllegalStateException("all runs of a tensor are kept in the same way");
    }
    double perA = 1.0 / x.finite();
    double perB = 1.0 / y.finite();
    double area = 0;
    double most = 0;
    double bound = 0;
    long belowA = 0;
    long belowB = 0;
    BinCounts countsA = x.fineCounts();
    BinCounts countsB = y.fineCounts();
    for (int i = 0; i < countsA.bins(); i++) {
      double startA = belowA * perA;
      double startB = belowB * perB;
      belowA += countsA.count(i);
      belowB += countsB.count(i);
      double endA = belowA * perA;
      double endB = belowB * perB;
      double apart = Math.abs(endA - endB);
      area += apart;
      most = Math.max(most, apart);
      bound = Math.max(bound, Math.max(endA - startB, endB - startA));
    }
    double width = x.fine().width();
    return transport
        ? new Pairwise(area * width, width)
        : new Pairwise(most, Math.max(0, bound - most));
  }

  /** The square root of ½ KL(p‖m) + ½ KL(q‖m), m = (p + q)/2, to base 2. */
  private static double jensenShannon(Sample a, Sample b) {
    double perA = 1.0 / a.finite();
    double perB = 1.0 / b.finite();
    double sum = 0;
    BinCounts countsA = a.counts();
    BinCounts countsB = b.counts();
    for (int i = 0; i < countsA.bins(); i++) {
      double p = countsA.count(i) * perA;
      double q = countsB.count(i) * perB;
      double m = (p + q) / 2;
      if (p > 0) sum += p * Math.log(p / m);
      if (q > 0) sum += q * Math.log(q / m);
    }
    return Math.sqrt(Math.max(0, sum / (2 * LOG_2)));
  }

  /** 1 − Σ√(pq). */
  private static double bhattacharyya(Sample a, Sample b) {
    double sum = 0;
    BinCounts countsA = a.counts();
    BinCounts countsB = b.counts();
    for (int i = 0; i < countsA.bins(); i++) {
      sum += Math.sqrt((double) countsA.count(i) * countsB.count(i));
    }
    double per = Math.sqrt((double) a.finite() * b.finite());
    return Math.max(0, 1 - sum / per);
  }
}
