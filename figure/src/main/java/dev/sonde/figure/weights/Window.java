package dev.sonde.figure.weights;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Which part of fine, shared bins is drawn, and how many of them make one drawn bin. A few outliers
 * do not press everything else into one bar: where they would, the window leaves them out and says
 * so.
 *
 * @param first bin that is drawn
 * @param perBin fine bins per drawn bin
 * @param bins drawn bins
 */
record Window(int first, int perBin, int bins) {

  /** Most drawn bins: finer is noise. Fewer values get fewer bins, see {@link #wanted}. */
  private static final int MOST = 100;

  private static final int FEWEST = 10;

  /** Outside the window lies at most this share of each distribution on either side. */
  private static final double OUTSIDE = 0.0005;

  /** All is drawn if the window would show more than this share of the range. */
  private static final double ENOUGH = 0.6;

  static Window of(List<Histogram> all) {
    int fine = all.getFirst().counts().size();
    int low = fine;
    int high = 0;
    for (Histogram h : all) {
      if (h.total() == 0) continue;
      low = Math.min(low, below(h));
      high = Math.max(high, above(h));
    }
    if (low >= high || high - low > ENOUGH * fine) {
      low = 0;
      high = fine;
    }
    int perBin = Math.max(1, Math.round((high - low) / (float) wanted(all)));
    int bins = Math.ceilDiv(high - low, perBin);
    // Drawn bins that would reach beyond the fine ones are moved back, so that all are full.
    int first = Math.max(0, Math.min(low, fine - bins * perBin));
    return new Window(first, perBin, bins);
  }

  /** Somewhat more than Rice's rule, two cube roots of the number of values. */
  private static int wanted(List<Histogram> all) {
    long most = all.stream().mapToLong(Histogram::total).max().orElse(0);
    return Math.clamp(Math.round(2.5 * Math.cbrt((double) most)), FEWEST, MOST);
  }

  /** The first bin such that at most the allowed share lies below it. */
  private static int below(Histogram h) {
    double allowed = OUTSIDE * h.total();
    long seen = 0;
    int bin = 0;
    while (bin < h.counts().size() && seen + h.counts().get(bin) <= allowed) {
      seen += h.counts().get(bin++);
    }
    return bin;
  }

  /** One past the last bin such that at most the allowed share lies above it. */
  private static int above(Histogram h) {
    double allowed = OUTSIDE * h.total();
    long seen = 0;
    int bin = h.counts().size();
    while (bin > 0 && seen + h.counts().get(bin - 1) <= allowed) seen += h.counts().get(--bin);
    return bin;
  }

  /** The share of a distribution's finite values in each drawn bin. */
  double[] shares(Histogram h) {
    double[] shares = new double[bins];
    double total = Math.max(1, h.total());
    for (int i = 0; i < bins * perBin; i++) {
      int fine = first + i;
      if (fine < h.counts().size()) shares[i / perBin] += h.counts().get(fine) / total;
    }
    return shares;
  }

  double low(Histogram h) {
    return h.low() + first * h.width();
  }

  double width(Histogram h) {
    return perBin * h.width();
  }

  double high(Histogram h) {
    return Math.min(low(h) + bins * width(h), Math.max(h.high(), low(h)));
  }

  private long outside(Histogram h) {
    long inside = 0;
    for (int i = first; i < Math.min(h.counts().size(), first + bins * perBin); i++) {
      inside += h.counts().get(i);
    }
    return h.total() - inside;
  }

  /** What the reader must know of what is not drawn. */
  String words(List<Histogram> all) {
    Histogram shared = all.getFirst();
    List<String> sentences = new ArrayList<>();
    long outside = 0;
    long total = 0;
    long nan = 0;
    long infinite = 0;
    for (Histogram h : all) {
      outside += outside(h);
      total += h.total();
      nan += h.nan();
      infinite += h.infinite();
    }
    if (shared.width() > 0) {
      sentences.add("Bins are " + Numbers.of(width(shared)) + " wide.");
    }
    if (outside > 0) {
      sentences.add(
          "Not drawn: "
              + Numbers.count(outside, "value", "values")
              + " of "
              + Numbers.count(total)
              + " ("
              + Numbers.percent((double) outside / total)
              + ") outside the axis, between "
              + Numbers.of(shared.low())
              + " and "
              + Numbers.of(shared.high())
              + ".");
    }
    if (nan + infinite > 0) {
      sentences.add(
          "Not drawn: "
              + Numbers.count(nan)
              + " NaN and "
              + Numbers.count(infinite)
              + " infinite values.");
    }
    return String.join(" ", sentences);
  }
}
