package dev.sonde.analysis.cells;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.LogisticRegression;
import dev.sonde.numbers.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Linear probes of states, with controls. Whole sequences are trained on or judged, never single
 * steps of one: neighbouring steps are alike. Units are scaled to unit variance over the rows that
 * are trained on.
 */
public final class StateProbe {

  /** The fewest sequences that a probe is fitted to. */
  public static final int LEAST = 10;

  private final Rows training;
  private final Rows test;
  private final ProbeSettings settings;

  /** Rows of states and where each comes from. */
  private record Rows(Points points, List<int[]> places) {}

  /** Gives the label at a step of a sequence; negative: this row is left out. */
  @FunctionalInterface
  public interface Label {
    int of(int sequence, int step);
  }

  /** Gives the number at a step of a sequence; NaN: this row is left out. */
  @FunctionalInterface
  public interface Quantity {
    double of(int sequence, int step);
  }

  private StateProbe(Rows training, Rows test, ProbeSettings settings) {
    this.training = training;
    this.test = test;
    this.settings = settings;
  }

  /**
   * Splits the sequences.
   *
   * @throws IllegalArgumentException if there are fewer than {@link #LEAST}
   */
  public static StateProbe of(Traces traces, ProbeSettings settings) {
    int n = traces.sequences();
    if (n < LEAST) {
      throw new IllegalArgumentException(n + " sequences; a probe needs at least " + LEAST);
    }
    int[] order = Shuffle.order(n, new SplittableRandom(settings.seed()));
    int trained = Math.clamp(Math.round(n * settings.trainedOn()), 1, n - 1);
    Rows training = rows(traces, Arrays.copyOfRange(order, 0, trained));
    Rows test = rows(traces, Arrays.copyOfRange(order, trained, n));
    Scaling scaling = Scaling.of(training.points());
    return new StateProbe(
        new Rows(scaling.apply(training.points()), training.places()),
        new Rows(scaling.apply(test.points()), test.places()),
        settings);
  }

  private static Rows rows(Traces traces, int[] sequences) {
    float[] values = new float[sequences.length * traces.steps() * traces.units()];
    List<int[]> places = new ArrayList<>();
    int at = 0;
    for (int s : sequences) {
      for (int t = 0; t < traces.steps(); t++, at += traces.units()) {
        System.arraycopy(traces.units(s, t), 0, values, at, traces.units());
        places.add(new int[] {s, t});
      }
    }
    return new Rows(Points.of(values, places.size(), traces.units()), places);
  }

  /** How well a class is told, by multinomial logistic regression. */
  public ProbeScore classes(String property, Label label, int classes, Workers workers) {
    Labelled train = labelled(training, label);
    Labelled held = labelled(test, label);
    require(property, train.labels().length, held.labels().length);
    double score = accuracy(train.points(), train.labels(), held, classes, workers);
    int[] counts = new int[classes];
    for (int l : train.labels()) counts[l]++;
    int common = 0;
    for (int c = 1; c < classes; c++) if (counts[c] > counts[common]) common = c;
    int most = common;
    double baseline = Arrays.stream(held.labels()).filter(l -> l == most).count();
    List<Double> controls = new ArrayList<>();
    for (int i = 0; i < settings.controls(); i++) {
      int[] shuffled = train.labels().clone();
      Shuffle.of(shuffled, new SplittableRandom(31 * settings.seed() + i + 1));
      controls.add(accuracy(train.points(), shuffled, held, classes, workers));
    }
    int n = held.labels().length;
    return new ProbeScore(
        property, "accuracy", score, baseline / n, controls, classes, train.labels().length, n);
  }

  private static void require(String property, int trained, int tested) {
    if (trained > 0 && tested > 0) return;
    throw new IllegalArgumentException("no row has a label for '" + property + "'");
  }

  @SuppressWarnings("ArrayRecordComponent") // private and never compared
  private record Labelled(Points points, int[] labels) {}

  private static Labelled labelled(Rows rows, Label label) {
    int[] all = rows.places().stream().mapToInt(p -> label.of(p[0], p[1])).toArray();
    int[] kept = java.util.stream.IntStream.range(0, all.length).filter(i -> all[i] >= 0).toArray();
    return new Labelled(rows.points().select(kept), Arrays.stream(kept).map(i -> all[i]).toArray());
  }

  private static double accuracy(
      Points points, int[] labels, Labelled held, int classes, Workers workers) {
    LogisticRegression.Settings fit = new LogisticRegression.Settings(1, 1e-3, 200);
    int[] said =
        LogisticRegression.of(points, labels, classes, fit, workers)
            .predict(held.points(), workers);
    int right = 0;
    for (int i = 0; i < said.length; i++) if (said[i] == held.labels()[i]) right++;
    return (double) right / said.length;
  }

  /** How well a number is told, by ridge regression. */
  public ProbeScore number(String property, Quantity number) {
    Numbered train = numbered(training, number);
    Numbered held = numbered(test, number);
    require(property, train.numbers().length, held.numbers().length);
    double score = held.r2(Ridge.of(train.points(), train.numbers()));
    List<Double> controls = new ArrayList<>();
    for (int i = 0; i < settings.controls(); i++) {
      double[] shuffled = shuffled(train.numbers(), 31 * settings.seed() + i + 1);
      controls.add(held.r2(Ridge.of(train.points(), shuffled)));
    }
    double mean = Arrays.stream(train.numbers()).average().orElse(0);
    return new ProbeScore(
        property,
        "r2",
        score,
        held.r2(new Ridge(new double[train.points().dimensions()], mean)),
        controls,
        0,
        train.numbers().length,
        held.numbers().length);
  }

  private static double[] shuffled(double[] numbers, long seed) {
    int[] order = Shuffle.order(numbers.length, new SplittableRandom(seed));
    return Arrays.stream(order).mapToDouble(i -> numbers[i]).toArray();
  }

  @SuppressWarnings("ArrayRecordComponent") // private and never compared
  private record Numbered(Points points, double[] numbers) {
    double r2(Ridge rule) {
      double mean = Arrays.stream(numbers).average().orElse(0);
      double error = 0;
      double variance = 0;
      for (int i = 0; i < numbers.length; i++) {
        error += square(numbers[i] - rule.predict(points, i));
        variance += square(numbers[i] - mean);
      }
      return 1 - error / variance;
    }

    private static double square(double x) {
      return x * x;
    }
  }

  private static Numbered numbered(Rows rows, Quantity number) {
    double[] all = rows.places().stream().mapToDouble(p -> number.of(p[0], p[1])).toArray();
    int[] kept =
        java.util.stream.IntStream.range(0, all.length)
            .filter(i -> !Double.isNaN(all[i]))
            .toArray();
    return new Numbered(
        rows.points().select(kept), Arrays.stream(kept).mapToDouble(i -> all[i]).toArray());
  }

  /** To mean 0 and variance 1 of the rows trained on. */
  @SuppressWarnings("ArrayRecordComponent") // private and never compared
  private record Scaling(double[] mean, double[] deviation) {
    static Scaling of(Points points) {
      int d = points.dimensions();
      double[] mean = new double[d];
      double[] deviation = new double[d];
      for (int i = 0; i < points.count(); i++) {
        for (int k = 0; k < d; k++) mean[k] += points.at(i, k) / points.count();
      }
      for (int i = 0; i < points.count(); i++) {
        for (int k = 0; k < d; k++) {
          double off = points.at(i, k) - mean[k];
          deviation[k] += off * off / points.count();
        }
      }
      for (int k = 0; k < d; k++) {
        deviation[k] = deviation[k] > 1e-12 ? Math.sqrt(deviation[k]) : 1;
      }
      return new Scaling(mean, deviation);
    }

    Points apply(Points points) {
      int d = points.dimensions();
      float[] scaled = new float[points.count() * d];
      for (int i = 0; i < scaled.length; i++) {
        int k = i % d;
        scaled[i] = (float) ((points.at(i / d, k) - mean[k]) / deviation[k]);
      }
      return Points.of(scaled, points.count(), d);
    }
  }
}
