package dev.sonde.figure.weights;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.Mark.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Histograms with shared, fine bins as lines to draw. Fine bins are joined to about a hundred, over
 * the part of the range where the values are; {@link #words} says what lies outside.
 */
public final class Outlines {

  private final List<Histogram> histograms;
  private final Histogram bins;
  private final Window window;

  private Outlines(List<Histogram> histograms, Window window) {
    this.histograms = histograms;
    this.bins = histograms.getFirst();
    this.window = window;
  }

  /**
   * Lines for these histograms.
   *
   * @throws IllegalArgumentException if there are none, or their bins differ
   */
  public static Outlines of(List<Histogram> histograms) {
    if (histograms.isEmpty()) throw new IllegalArgumentException("no distribution to draw");
    for (Histogram h : histograms) requireShared(h, histograms.getFirst());
    return new Outlines(List.copyOf(histograms), Window.of(histograms));
  }

  private static void requireShared(Histogram h, Histogram first) {
    if (h.low() != first.low()
        || h.width() != first.width()
        || h.counts().size() != first.counts().size()) {
      throw new IllegalArgumentException(
          "distributions are drawn over shared bins, not over "
              + words(first)
              + " and "
              + words(h));
    }
  }

  private static String words(Histogram h) {
    return h.counts().size() + " from " + h.low() + " to " + h.high();
  }

  /** Whether all values of all histograms are one number. */
  public boolean constant() {
    return bins.width() == 0;
  }

  /** Where the drawn part starts. */
  public double low() {
    return constant() ? bins.low() - 1 : window.low(bins);
  }

  /** Where the drawn part ends. */
  public double high() {
    return constant() ? bins.low() + 1 : window.high(bins);
  }

  /** Steps from bin to bin as shares of the histogram's values, down to zero at both ends. */
  public List<Point> steps(Histogram histogram) {
    if (constant()) return spike();
    double[] shares = window.shares(histogram);
    double low = window.low(bins);
    double width = window.width(bins);
    List<Point> points = new ArrayList<>();
    points.add(new Point(low, 0));
    for (int i = 0; i < shares.length; i++) {
      points.add(new Point(low + i * width, shares[i]));
      points.add(new Point(low + (i + 1) * width, shares[i]));
    }
    points.add(new Point(low + shares.length * width, 0));
    return points;
  }

  /** As {@link #steps}, from middle to middle of the bins, down to zero half a bin outside. */
  public List<Point> polygon(Histogram histogram) {
    if (constant()) return spike();
    double[] shares = window.shares(histogram);
    double low = window.low(bins);
    double width = window.width(bins);
    List<Point> points = new ArrayList<>();
    points.add(new Point(low - width / 2, 0));
    for (int i = 0; i < shares.length; i++) {
      points.add(new Point(low + (i + 0.5) * width, shares[i]));
    }
    points.add(new Point(low + (shares.length + 0.5) * width, 0));
    return points;
  }

  /** All values in a line of no width. */
  private List<Point> spike() {
    return List.of(new Point(bins.low(), 0), new Point(bins.low(), 1), new Point(bins.low(), 0));
  }

  /** The bins' width, and what is not drawn. */
  public String words() {
    return window.words(histograms);
  }
}
