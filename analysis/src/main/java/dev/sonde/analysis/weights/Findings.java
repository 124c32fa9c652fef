package dev.sonde.analysis.weights;

import dev.sonde.settings.Bounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What stands out among the tensors of a file, by fixed rules: values that are not finite, rows and
 * columns of zeros or near them, constants, outliers, unusual scales, sparse tensors.
 *
 * @param findings the gravest kind first, within a kind the strongest first
 * @param examined how many tensors were looked at
 */
public record Findings(List<Finding> findings, int examined) {

  public Findings {
    findings = List.copyOf(findings);
  }

  /**
   * The rules' thresholds.
   *
   * @param outlier standard deviations from the mean from which a value is an outlier; among a
   *     million normal values the farthest lies near 5
   * @param scale how many times larger or smaller than the median a scale must be
   * @param deviations and how many deviations (1.48 × the median deviation of log scales) away
   * @param sparse share of zeros from which a tensor is mostly zeros
   * @param fewest matrices that a file must have before their scales are compared
   */
  public record Settings(
      double outlier, double scale, double deviations, double sparse, int fewest) {
    public Settings {
      Bounds.atLeast("outlier", outlier, 0);
      Bounds.atLeast("scale", scale, 0);
      Bounds.atLeast("deviations", deviations, 0);
      Bounds.between("sparse", sparse, 0, 1);
      Bounds.atLeast("fewest", fewest, 0);
    }

    public static Settings defaults() {
      return new Settings(15, 4, 4, 0.5, 5);
    }
  }

  /** Applies all rules to the tensors of one file. */
  public static Findings of(List<TensorFacts> tensors, Settings settings) {
    List<Finding> found = new ArrayList<>();
    Scales scales = Scales.of(tensors, settings);
    for (int i = 0; i < tensors.size(); i++) {
      TensorFacts t = tensors.get(i);
      notFinite(t, found);
      if (t.finite() == 0) continue;
      boolean zeroOnly = t.min() == 0 && t.max() == 0;
      if (!zeroOnly) zeroLines(t, found);
      Decay.find(tensors, i, found);
      if (t.finite() > 1 && t.min() == t.max()) constant(t, found);
      outliers(t, settings, found);
      sparse(t, settings, found);
      scales.unusual(t, found);
    }
    found.sort(
        Comparator.comparing(Finding::kind)
            .thenComparing(Comparator.comparingDouble(Finding::measure).reversed())
            .thenComparing(Finding::address));
    return new Findings(found, tensors.size());
  }

  /** What was looked for, as a part of a sentence: it is what "nothing found" means. */
  public static String lookedFor(Settings settings) {
    return "values that are not finite, rows and columns of zeros or under 1/20 of their median,"
        + " constants, outliers from "
        + number(settings.outlier())
        + " standard deviations on, scales "
        + number(settings.scale())
        + " times the median's, tensors that are mostly zeros";
  }

  /** The findings of one kind, the strongest first. */
  public List<Finding> of(Finding.Kind kind) {
    return findings.stream().filter(f -> f.kind() == kind).toList();
  }

  private static void notFinite(TensorFacts t, List<Finding> found) {
    long n = t.nan() + t.infinite();
    if (n == 0) return;
    String sentence =
        t.nan() + " NaN and " + t.infinite() + " infinite among " + t.count() + " values";
    found.add(new Finding(Finding.Kind.NOT_FINITE, t.address(), (double) n / t.count(), sentence));
  }

  private static void zeroLines(TensorFacts t, List<Finding> found) {
    ZeroLines z = t.zeroLines();
    if (z.zeroRows() > 0) {
      found.add(
          new Finding(
              Finding.Kind.ZERO_ROWS,
              t.address(),
              (double) z.zeroRows() / z.rows(),
              z.zeroRows() + " of " + z.rows() + " rows are zero"));
    }
    if (z.zeroColumns() > 0) {
      found.add(
          new Finding(
              Finding.Kind.ZERO_COLUMNS,
              t.address(),
              (double) z.zeroColumns() / z.columns(),
              z.zeroColumns() + " of " + z.columns() + " columns are zero"));
    }
  }

  private static void constant(TensorFacts t, List<Finding> found) {
    String sentence = "all " + t.finite() + " values are " + number(t.min());
    found.add(new Finding(Finding.Kind.CONSTANT, t.address(), t.finite(), sentence));
  }

  private static void outliers(TensorFacts t, Settings settings, List<Finding> found) {
    double farthest = t.farthest();
    if (farthest < settings.outlier()) return;
    double value = t.max() - t.mean() > t.mean() - t.min() ? t.max() : t.min();
    found.add(
        new Finding(
            Finding.Kind.OUTLIERS,
            t.address(),
            farthest,
            "the farthest value, "
                + number(value)
                + ", lies "
                + number(farthest)
                + " standard deviations from the mean"));
  }

  private static void sparse(TensorFacts t, Settings settings, List<Finding> found) {
    double share = (double) t.zeros() / t.count();
    if (share < settings.sparse() || t.zeros() == t.finite()) return;
    String sentence = t.zeros() + " of " + t.count() + " values are 0";
    found.add(new Finding(Finding.Kind.SPARSE, t.address(), share, sentence));
  }

  static String number(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e6);
    String digits =
        plain
            ? new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .stripTrailingZeros()
                .toPlainString()
            : String.format(Locale.ROOT, "%.2e", value);
    return digits.replace('-', '−');
  }
}
