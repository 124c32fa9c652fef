package dev.sonde.analysis.rows;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Fits on some rows, asks about others; everything that is fitted sees the training rows only. */
final class CrossValidation {

  private CrossValidation() {}

  /**
   * One fold.
   *
   * @param labels the class of each row
   * @param heldOut whether each row is asked about instead of learned from
   */
  static Score score(
      Rows rows, int[] labels, int classes, boolean[] heldOut, Classifier classifier, long seed) {
    int[] training = IntStream.range(0, labels.length).filter(i -> !heldOut[i]).toArray();
    int[] asked = IntStream.range(0, labels.length).filter(i -> heldOut[i]).toArray();
    Rows train = rows.select(training);
    Standardisation scaling = Standardisation.of(train);
    int[] known = Arrays.stream(training).map(i -> labels[i]).toArray();
    int[] predicted =
        classifier.predict(
            scaling.apply(train),
            known,
            classes,
            balanced(known, classes),
            scaling.apply(rows.select(asked)),
            seed);
    return Score.of(Arrays.stream(asked).map(i -> labels[i]).toArray(), predicted, classes);
  }

  /** n / (classes · n of the class): 1 for all rows of classes of one size. */
  static double[] balanced(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) counts[label]++;
    return Arrays.stream(labels)
        .mapToDouble(label -> (double) labels.length / ((long) classes * counts[label]))
        .toArray();
  }
}
