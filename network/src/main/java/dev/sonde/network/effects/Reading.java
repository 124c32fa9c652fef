package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Targets;
import dev.sonde.tensor.Tensor;

/** What the numbers of an output are taken for. */
public enum Reading {
  /** A number for each class, of which a softmax makes probabilities. */
  LOGITS,
  /** The probability of each class: from 0 to 1, with the sum 1. */
  PROBABILITIES,
  /** One number, the logit of class 1 against class 0. */
  LOGIT,
  /** One number from 0 to 1, the probability of class 1 against class 0. */
  PROBABILITY,
  /** Numbers that are themselves the answer. */
  NUMBERS;

  /** How far from 1 the sum of probabilities may be: they are rounded to float32, or float16. */
  private static final double NEAR = 2e-3;

  /**
   * Finds out how an output is to be read.
   *
   * @param output of some examples; probabilities are recognised by their values
   * @param rows examples in it
   * @throws DataException if the output cannot be held against the targets
   */
  static Reading of(Tensor output, long rows, Targets targets) {
    return switch (targets) {
      case Targets.Numbers numbers -> {
        long wanted = numbers.values().count() / Math.max(1, numbers.count());
        if (output.count() == rows * wanted) yield NUMBERS;
        throw new DataException(
            "the output has the shape %s for %d examples, the targets have %d numbers an example"
                .formatted(output.shape(), rows, wanted));
      }
      case Targets.Classes classes -> classes(output, rows, classes);
    };
  }

  private static Reading classes(Tensor output, long rows, Targets.Classes targets) {
    long places = rows * targets.places();
    if (places == 0 || output.count() % places != 0 || output.count() == 0) {
      throw misfit(output, rows, targets);
    }
    long width = output.count() / places;
    if (width == 1) {
      if (targets.least() > 2) throw misfit(output, rows, targets);
      for (float value : output.toFloats()) if (!(value >= 0 && value <= 1)) return LOGIT;
      return PROBABILITY;
    }
    int rank = output.shape().rank();
    long last = output.shape().extent(rank - 1);
    boolean laid = last == width || (targets.places() == 1 && single(output, width));
    if (!laid || targets.least() > width) throw misfit(output, rows, targets);
    float[] values = output.toFloats();
    for (int row = 0; row < places; row++) {
      double sum = 0;
      for (int c = 0; c < width; c++) {
        float value = values[(int) (row * width + c)];
        if (!(value >= 0)) return LOGITS;
        sum += value;
      }
      if (Math.abs(sum - 1) > NEAR) return LOGITS;
    }
    return PROBABILITIES;
  }

  /** Whether one axis alone is longer than 1, but for the first. */
  private static boolean single(Tensor output, long width) {
    for (int axis = 1; axis < output.shape().rank(); axis++) {
      if (output.shape().extent(axis) == width) return true;
    }
    return false;
  }

  private static DataException misfit(Tensor output, long rows, Targets.Classes targets) {
    return new DataException(
        "the output has the shape %s for %d examples; %d labels an example, from 0 to %d, need [examples%s, classes] with at least %d classes"
            .formatted(
                output.shape(),
                rows,
                targets.places(),
                targets.least() - 1,
                targets.places() == 1 ? "" : ", places",
                targets.least()));
  }

  /** Whether classes are told. */
  public boolean classes() {
    return this != NUMBERS;
  }

  /** What it is taken for, in words. */
  public String words() {
    return switch (this) {
      case LOGITS -> "logits (loss: cross-entropy of their softmax)";
      case PROBABILITIES ->
          "probabilities, as they are between 0 and 1 and sum to 1 (loss: −log of the right one's,"
              + " which counts as at least 1e-7)";
      case LOGIT -> "the logit of class 1 (loss: binary cross-entropy)";
      case PROBABILITY ->
          "the probability of class 1, as it is between 0 and 1 (loss: binary cross-entropy,"
              + " probabilities count as at least 1e-7)";
      case NUMBERS -> "numbers (loss: mean squared error)";
    };
  }
}
