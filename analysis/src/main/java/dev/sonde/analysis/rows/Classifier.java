package dev.sonde.analysis.rows;

import dev.sonde.analysis.groups.GroupException;
import java.util.Arrays;
import java.util.List;

/** What learns to tell rows apart. */
public enum Classifier {
  /**
   * Logistic regression with scikit-learn's default penalty: sees a column's level, not its spread
   * or the row's norm.
   */
  LOGISTIC("logistic"),
  /** A perceptron of three hidden layers of 13 units, scikit-learn's defaults otherwise. */
  MLP("mlp");

  private final String label;

  Classifier(String label) {
    this.label = label;
  }

  /**
   * One classifier by name, or {@code both}.
   *
   * @throws GroupException if there is none
   */
  public static List<Classifier> named(String name) {
    if (name.equals("both")) return List.of(values());
    return Arrays.stream(values())
        .filter(c -> c.label.equals(name))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new GroupException(
                    "no classifier is named '" + name + "'; there are logistic, mlp and both"));
  }

  /** Fits {@code train} and says what it takes {@code test} for; weights are per training row. */
  int[] predict(Rows train, int[] labels, int classes, double[] weights, Rows test, long seed) {
    return switch (this) {
      case LOGISTIC ->
          LogisticRegression.of(
                  train, labels, classes, weights, LogisticRegression.Settings.defaults())
              .predict(test);
      case MLP -> MlpTraining.of(train, labels, classes, weights, seed).predict(test);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
