package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Targets;
import dev.sonde.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Loss and hits of outputs, summed up batch by batch. */
final class Scorer {

  /** What a probability counts as at least, as Keras has it: its logarithm is taken. */
  private static final double LEAST = 1e-7;

  private static final double[] NONE = {};

  private final Targets targets;
  private final Reading reading;
  private final Prediction heard;
  private final @Nullable Predictions each;
  private double loss;
  private long judged;
  private long right;

  /** Hears of every prediction of a class. */
  @FunctionalInterface
  interface Prediction {
    /**
     * @param confidence probability of the class that is said
     */
    void hear(int label, int said, double confidence);
  }

  Scorer(Targets targets, Reading reading, Prediction heard) {
    this(targets, reading, heard, null);
  }

  /**
   * @param each hears of every answer; null for nobody
   */
  Scorer(Targets targets, Reading reading, Prediction heard, @Nullable Predictions each) {
    this.each = each;
    this.targets = targets;
    this.reading = reading;
    this.heard = heard;
  }

  static Scorer of(Targets targets, Reading reading) {
    return new Scorer(targets, reading, (_, _, _) -> {});
  }

  /**
   * @param output of the examples from {@code from} on
   */
  void add(Tensor output, long from, long rows) {
    switch (targets) {
      case Targets.Classes classes -> classes(output.toFloats(), classes, from, rows);
      case Targets.Numbers numbers -> numbers(output.toFloats(), numbers, from, rows);
    }
  }

  private void classes(float[] values, Targets.Classes classes, long from, long rows) {
    int places = classes.places();
    long judgedHere = rows * places;
    if (judgedHere == 0 || values.length % judgedHere != 0) {
      throw new DataException(values.length + " numbers for " + rows + " examples");
    }
    int width = (int) (values.length / judgedHere);
    for (int i = 0; i < judgedHere; i++) {
      int label = classes.label((int) (from + i / places), i % places);
      double before = loss;
      int said = width == 1 ? binary(values[i], label) : several(values, i * width, width, label);
      if (each != null) {
        double[] probabilities = probabilities(values, i * width, width);
        each.hear(from + i / places, i % places, label, said, loss - before, probabilities);
      }
    }
  }

  private double[] probabilities(float[] values, int at, int width) {
    if (width == 1) {
      double one = one(values[at]);
      return new double[] {1 - one, one};
    }
    double[] all = new double[width];
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < width; c++) most = Math.max(most, values[at + c]);
    double sum = 0;
    for (int c = 0; c < width; c++) {
      boolean plain = reading == Reading.PROBABILITIES;
      all[c] = plain ? values[at + c] : Math.exp(values[at + c] - most);
      sum += all[c];
    }
    if (reading != Reading.PROBABILITIES) for (int c = 0; c < width; c++) all[c] /= sum;
    return all;
  }

  private double one(double value) {
    return reading == Reading.PROBABILITY ? value : 1 / (1 + Math.exp(-value));
  }

  private int binary(double value, int label) {
    double one = one(value);
    double of = label == 1 ? one : 1 - one;
    double lost =
        reading == Reading.PROBABILITY
            ? -Math.log(Math.max(LEAST, of))
            : softplus(label == 1 ? -value : value);
    int said = one > 0.5 ? 1 : 0;
    tell(label, said, Math.max(one, 1 - one), lost);
    return said;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private int several(float[] values, int at, int width, int label) {
    int said = 0;
    for (int c = 1; c < width; c++) if (values[at + c] > values[at + said]) said = c;
    double most = values[at + said];
    if (reading == Reading.PROBABILITIES) {
      tell(label, said, most, -Math.log(Math.max(LEAST, values[at + label])));
      return said;
    }
    double sum = 0;
    for (int c = 0; c < width; c++) sum += Math.exp(values[at + c] - most);
    tell(label, said, 1 / sum, Math.log(sum) + most - values[at + label]);
    return said;
  }

  private void tell(int label, int said, double confidence, double lost) {
    loss += lost;
    judged++;
    if (said == label) right++;
    heard.hear(label, said, confidence);
  }

  private void numbers(float[] values, Targets.Numbers numbers, long from, long rows) {
    long width = numbers.values().count() / Math.max(1, numbers.count());
    if (values.length != rows * width) {
      throw new DataException(values.length + " numbers for " + rows + " examples of " + width);
    }
    float[] wanted = numbers.values().slice(0, from, from + rows).toFloats();
    for (int i = 0; i < values.length; i++) {
      double apart = values[i] - wanted[i];
      loss += apart * apart;
      if (each != null) {
        int place = (int) (i % width);
        each.hear(from + i / width, place, wanted[i], values[i], apart * apart, NONE);
      }
    }
    judged += values.length;
  }

  /** Answers that were judged: examples, or places of them, or numbers. */
  long judged() {
    return judged;
  }

  Score score() {
    return new Score(
        loss / judged, reading.classes() ? Double.valueOf((double) right / judged) : null, judged);
  }
}
