package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Targets;
import dev.sonde.tensor.Tensor;

/** Loss and hits of outputs, summed up batch by batch. */
final class Scorer {

  /** What a probability counts as at least, as Keras has it: its logarithm is taken. */
  private static final double LEAST = 1e-7;

  private final Targets targets;
  private final Reading reading;
  private final Prediction heard;
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
      if (width == 1) binary(values[i], label);
      else several(values, i * width, width, label);
    }
  }

  private void binary(double value, int label) {
    double one = reading == Reading.PROBABILITY ? value : 1 / (1 + Math.exp(-value));
    double of = label == 1 ? one : 1 - one;
    double lost =
        reading == Reading.PROBABILITY
            ? -Math.log(Math.max(LEAST, of))
            : softplus(label == 1 ? -value : value);
    int said = one > 0.5 ? 1 : 0;
    tell(label, said, Math.max(one, 1 - one), lost);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private void several(float[] values, int at, int width, int label) {
    int said = 0;
    for (int c = 1; c < width; c++) if (values[at + c] > values[at + said]) said = c;
    double most = values[at + said];
    if (reading == Reading.PROBABILITIES) {
      tell(label, said, most, -Math.log(Math.max(LEAST, values[at + label])));
      return;
    }
    double sum = 0;
    for (int c = 0; c < width; c++) sum += Math.exp(values[at + c] - most);
    tell(label, said, 1 / sum, Math.log(sum) + most - values[at + label]);
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
