package dev.sonde.study.zoo;

import dev.sonde.analysis.regression.RidgeRegression;
import dev.sonde.analysis.trees.BoostedTrees;
import java.util.function.ToDoubleFunction;

/** What learns to tell accuracy from features. */
enum Predictor {
  /** A line through the logit of the accuracy. */
  LINEAR("logit-linear"),
  /** Boosted trees. */
  TREES("boosted trees"),
  /** A small perceptron. */
  NETWORK("perceptron");

  private static final double EDGE = .001;
  private static final double PENALTY = 1;

  /** Beyond so many dimensions a tree looks at about so many of them. */
  private static final double LOOKED_AT = 300;

  private final String words;

  Predictor(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Learns; what comes back predicts the accuracy of a network from its features. */
  ToDoubleFunction<double[]> learn(double[][] rows, double[] accuracies, long seed) {
    return switch (this) {
      case LINEAR -> {
        double[] logits = new double[accuracies.length];
        for (int i = 0; i < logits.length; i++) {
          double p = Math.clamp(accuracies[i], EDGE, 1 - EDGE);
          logits[i] = Math.log(p / (1 - p));
        }
        RidgeRegression line = RidgeRegression.of(rows, logits, PENALTY);
        yield row -> 1 / (1 + Math.exp(-line.predict(row)));
      }
      case TREES -> trees(rows, accuracies, seed)::predict;
      case NETWORK -> Perceptron.learn(rows, accuracies, seed);
    };
  }

  static BoostedTrees trees(double[][] rows, double[] accuracies, long seed) {
    double share = Math.min(.5, LOOKED_AT / rows[0].length);
    BoostedTrees.Settings how =
        BoostedTrees.Settings.defaults().withSeed(seed).withDimensions(share);
    return BoostedTrees.of(rows, accuracies, how);
  }
}
