package dev.sonde.analysis.regression;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;

/**
 * Multinomial logistic regression with an L2 penalty: minimises Σ_i −log p(y_i | x_i) + ‖W‖²/(2·C),
 * the bias free, by L-BFGS. That is scikit-learn's objective.
 *
 * <p>Costs two passes over the points per step, each classes · dimensions multiply-adds a point;
 * keeps two copies of the points.
 */
public final class LogisticRegression {
  private final int classes;
  private final int dimensions;
  private final float[] weights;
  private final float[] bias;
  private final double loss;
  private final int iterations;
  private final boolean converged;

  /**
   * @param inversePenalty C
   * @param tolerance the search ends when no component of the gradient of the mean objective
   *     exceeds this
   * @param iterations at most
   */
  public record Settings(double inversePenalty, double tolerance, int iterations) {
    public Settings {
      if (!(inversePenalty > 0) || !(tolerance > 0) || iterations < 1) {
        throw new IllegalArgumentException(
            "inverse penalty, tolerance and iterations must be positive, not %s, %s, %d"
                .formatted(inversePenalty, tolerance, iterations));
      }
    }

    /** C = 1, tolerance 1e-5, at most 1000 steps. */
    public static Settings defaults() {
      return new Settings(1, 1e-5, 1000);
    }
  }

  private LogisticRegression(SoftmaxLoss objective, Lbfgs.Minimum minimum) {
    this.classes = objective.classes();
    this.dimensions = objective.dimensions();
    this.weights = objective.weights(minimum.at());
    this.bias = objective.bias(minimum.at());
    this.loss = minimum.value();
    this.iterations = minimum.iterations();
    this.converged = minimum.converged();
  }

  /**
   * @param labels the class of each point, 0 … classes−1
   */
  public static LogisticRegression of(
      Points points, int[] labels, int classes, Settings settings, Workers workers) {
    SoftmaxLoss objective =
        new SoftmaxLoss(points, labels, classes, settings.inversePenalty, workers);
    Lbfgs.Minimum minimum =
        Lbfgs.minimise(objective, objective.start(), settings.tolerance, settings.iterations);
    return new LogisticRegression(objective, minimum);
  }

  /** The most probable class of each point. */
  public int[] predict(Points points, Workers workers) {
    return LinearScores.largest(points, weights, bias, classes, workers);
  }

  public int classes() {
    return classes;
  }

  /** Weight of a dimension for a class. */
  public double weight(int label, int dimension) {
    return weights[label * dimensions + dimension];
  }

  public double bias(int label) {
    return bias[label];
  }

  /** The mean objective at the end. */
  public double loss() {
    return loss;
  }

  public int iterations() {
    return iterations;
  }

  /** Whether the tolerance was reached within the iterations. */
  public boolean converged() {
    return converged;
  }
}
