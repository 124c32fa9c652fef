package dev.sonde.app.command;

import dev.sonde.analysis.weights.PowerLaw;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Some of the columns of {@code sonde stats}, by their keys. */
record StatsColumns(List<String> keys) {

  private static final Map<String, ToDoubleFunction<Summary>> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("count", Summary::count);
    KEYS.put("mean", Summary::mean);
    KEYS.put("std", Summary::std);
    KEYS.put("min", Summary::min);
    KEYS.put("max", Summary::max);
    KEYS.put("p01", s -> s.quantiles().p01());
    KEYS.put("p05", s -> s.quantiles().p05());
    KEYS.put("p25", s -> s.quantiles().p25());
    KEYS.put("p50", s -> s.quantiles().p50());
    KEYS.put("p75", s -> s.quantiles().p75());
    KEYS.put("p95", s -> s.quantiles().p95());
    KEYS.put("p99", s -> s.quantiles().p99());
    KEYS.put("quantile_error", Summary::quantileError);
    KEYS.put("skewness", Summary::skewness);
    KEYS.put("kurtosis", Summary::kurtosis);
    KEYS.put("l1", Summary::l1);
    KEYS.put("l2", Summary::l2);
    KEYS.put("zeros", Summary::zeros);
    KEYS.put("near_zero", Summary::nearZero);
    KEYS.put("nan", Summary::nan);
    KEYS.put("inf", Summary::inf);
  }

  static final StatsColumns WIDE = new StatsColumns(List.copyOf(KEYS.keySet()));

  /** For ever narrower terminals: the first that fits is shown. */
  static final List<StatsColumns> NARROWER =
      List.of(
          of("count mean std min max p01 p50 p99 skewness kurtosis l2 zeros near_zero nan inf"),
          of("mean std min max p50 skewness kurtosis l2 zeros nan inf"),
          of("mean std min max skewness kurtosis zeros nan inf"),
          of("mean std min max zeros nan inf"),
          of("mean std min max"),
          of("mean std"));

  private static final List<String> COUNTS = List.of("count", "zeros", "nan", "inf");
  private static final List<String> SPECTRAL =
      List.of(
          "sigma_1", "frobenius", "stable_rank", "effective_rank", "rank", "alpha", "D", "tail");

  private static StatsColumns of(String keys) {
    return new StatsColumns(List.of(keys.split(" ", -1)));
  }

  /** Without rows yet. */
  TextTable table(boolean spectrum) {
    return new TextTable(header(spectrum));
  }

  /** Without rows yet, and with a first column for the file. */
  TextTable tableOfFiles(boolean spectrum) {
    List<String> header = new ArrayList<>(List.of("file"));
    header.addAll(header(spectrum));
    return new TextTable(header);
  }

  private List<String> header(boolean spectrum) {
    List<String> header = new ArrayList<>(List.of("tensor", "dtype", "shape"));
    header.addAll(keys);
    if (spectrum) header.addAll(SPECTRAL);
    return header;
  }

  /** One row; the spectral cells are empty where there is no spectrum. */
  List<Object> cells(Summary s, @Nullable Spectrum spectral, boolean spectrum) {
    List<Object> cells = new ArrayList<>(List.of(s.name(), s.dtype(), s.shape().toString()));
    for (String key : keys) {
      double value = value(key, s);
      if (COUNTS.contains(key)) cells.add((long) value);
      else cells.add(value);
    }
    if (spectrum) cells.addAll(spectral == null ? none() : cells(spectral));
    return cells;
  }

  private static double value(String key, Summary s) {
    ToDoubleFunction<Summary> column = KEYS.get(key);
    if (column == null) throw new IllegalStateException("no column " + key);
    return column.applyAsDouble(s);
  }

  private static List<Object> cells(Spectrum s) {
    PowerLaw law = s.powerLaw();
    return List.of(
        s.spectralNorm(),
        s.frobeniusNorm(),
        s.stableRank(),
        s.effectiveRank(),
        (double) s.rank(),
        law == null ? Double.NaN : law.alpha(),
        law == null ? Double.NaN : law.d(),
        law == null ? Double.NaN : (double) law.tail());
  }

  private static List<Object> none() {
    return SPECTRAL.stream().map(ignored -> (Object) Double.NaN).toList();
  }

  static void requireKey(String key) {
    if (!key.equals("name") && !KEYS.containsKey(key)) {
      throw new UserError(
          "--sort " + key + ": not a column; there are name, " + String.join(", ", KEYS.keySet()));
    }
  }

  /** By a column, the greatest first and NaN last; by name, ascending. */
  static <R> Comparator<R> order(String key, Function<R, Summary> summary) {
    Comparator<R> byName = Comparator.comparing(row -> summary.apply(row).name());
    if (key.equals("name")) return byName;
    Comparator<R> descending =
        Comparator.comparingDouble(
            row -> {
              double value = value(key, summary.apply(row));
              return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
            });
    return descending.thenComparing(byName);
  }
}
