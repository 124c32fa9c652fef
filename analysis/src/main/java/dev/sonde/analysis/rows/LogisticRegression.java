package dev.sonde.analysis.rows;

import dev.sonde.analysis.regression.Lbfgs;
import dev.sonde.settings.Bounds;
import java.util.Arrays;

/**
 * Logistic regression with an L2 penalty, as scikit-learn's {@code LogisticRegression} defines it:
 * minimises
 *
 * <pre>C · Σᵢ wᵢ · loss(yᵢ, W xᵢ + b) + ½ ‖W‖²</pre>
 *
 * with the intercepts free. Two classes have one row of coefficients and the logistic loss, more
 * have one row each and the multinomial loss.
 *
 * <pre>{@code
 * LogisticRegression model = LogisticRegression.of(rows, labels, 3, Settings.defaults());
 * int[] classes = model.predict(others);
 * }</pre>
 */
public final class LogisticRegression {

  private final int classes;
  private final int width;
  private final double[] parameters;
  private final boolean converged;

  private LogisticRegression(int classes, int width, double[] parameters, boolean converged) {
    this.classes = classes;
    this.width = width;
    this.parameters = parameters;
    this.converged = converged;
  }

  /**
   * @param c inverse strength of the penalty
   * @param tolerance largest part of the gradient at the end
   * @param iterations of L-BFGS at most
   */
  public record Settings(double c, double tolerance, int iterations) {
    public Settings {
      Bounds.above("C", c, 0);
      Bounds.atLeast("tolerance", tolerance, 0);
      Bounds.atLeast("iterations", iterations, 1);
    }

    /** C = 1, and the optimum to within about 1e-5 in every coefficient. */
    public static Settings defaults() {
      return new Settings(1, 1e-6, 1000);
    }
  }

  /** Fits rows with labels 0 … classes − 1, each row counting the same. */
  public static LogisticRegression of(Rows rows, int[] labels, int classes, Settings settings) {
    double[] ones = new double[rows.count()];
    Arrays.fill(ones, 1);
    return of(rows, labels, classes, ones, settings);
  }

  /**
   * As {@link #of(Rows, int[], int, Settings)}, row i counting {@code weights[i]} times.
   *
   * @throws IllegalArgumentException if there are not as many labels and weights as rows, fewer
   *     than two classes, or a label outside them
   */
  public static LogisticRegression of(
      Rows rows, int[] labels, int classes, double[] weights, Settings settings) {
    if (labels.length != rows.count() || weights.length != rows.count() || classes < 2) {
      throw new IllegalArgumentException(
          rows.count()
              + " rows, "
              + labels.length
              + " labels, "
              + weights.length
              + " weights, "
              + classes
              + " classes");
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("label " + label + " of " + classes + " classes");
      }
    }
    int outputs = classes == 2 ? 1 : classes;
    double[] zero = new double[outputs * (rows.width() + 1)];
    Loss loss = new Loss(rows, labels, outputs, weights, settings.c());
    Lbfgs.Minimum minimum = Lbfgs.minimise(loss, zero, settings.tolerance(), settings.iterations());
    return new LogisticRegression(classes, rows.width(), minimum.at(), minimum.converged());
  }

  /** Coefficients of one output: of class 1 against 0 for two classes, else of class {@code k}. */
  public double[] coefficients(int output) {
    int from = output * (width + 1);
    return Arrays.copyOfRange(parameters, from, from + width);
  }

  /** The intercept that belongs to {@link #coefficients}. */
  public double intercept(int output) {
    return parameters[output * (width + 1) + width];
  }

  /** Whether the optimum was reached within the settings' iterations. */
  public boolean converged() {
    return converged;
  }

  /** The most probable class of each row. */
  public int[] predict(Rows rows) {
    int outputs = classes == 2 ? 1 : classes;
    int[] predicted = new int[rows.count()];
    for (int i = 0; i < predicted.length; i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < outputs; k++) {
        int from = k * (width + 1);
        double score = parameters[from + width];
        for (int j = 0; j < width; j++) {
          score += parameters[from + j] * rows.values()[i * width + j];
        }
        if (outputs == 1) predicted[i] = score > 0 ? 1 : 0;
        else if (score > best) {
          best = score;
          predicted[i] = k;
        }
      }
    }
    return predicted;
  }

  /** The penalised loss; parameters are, per output, the coefficients and then the intercept. */
  private static final class Loss implements Lbfgs.Objective {
    private final Rows rows;
    private final int[] labels;
    private final int outputs;
    private final double[] weights;
    private final double c;
    private final Kernel kernel;

    /** Scores, then their gradient, per output: [outputs × count]. */
    private final double[] scores;

    private final int[] rowStarts;
    private final int[] columnStarts;

    Loss(Rows rows, int[] labels, int outputs, double[] weights, double c) {
      this.rows = rows;
      this.labels = labels;
      this.outputs = outputs;
      this.weights = weights;
      this.c = c;
      this.kernel = Kernel.of((long) rows.count() * rows.width() * outputs * 20);
      this.scores = new double[outputs * rows.count()];
      this.rowStarts = new int[rows.count()];
      for (int i = 0; i < rowStarts.length; i++) rowStarts[i] = i * rows.width();
      this.columnStarts = new int[rows.width()];
      for (int j = 0; j < columnStarts.length; j++) columnStarts[j] = j * rows.count();
    }

    @Override
    public double at(double[] x, double[] gradient) {
      int n = rows.count();
      int d = rows.width();
      for (int k = 0; k < outputs; k++) {
        int from = k * (d + 1);
        Arrays.fill(scores, k * n, (k + 1) * n, x[from + d]);
        kernel.addAll(scores, k * n, n, rows.columns(), columnStarts, 0, x, from, d);
      }
      double loss = c * errors();
      for (int k = 0; k < outputs; k++) {
        int from = k * (d + 1);
        double intercept = 0;
        for (int i = 0; i < n; i++) intercept += scores[k * n + i];
        gradient[from + d] = c * intercept;
        double[] sum = new double[d];
        kernel.addAll(sum, 0, d, rows.values(), rowStarts, 0, scores, k * n, n);
        for (int j = 0; j < d; j++) {
          double weight = x[from + j];
          loss += 0.5 * weight * weight;
          gradient[from + j] = c * sum[j] + weight;
        }
      }
      return loss;
    }

    /** Turns scores into the gradient of the summed loss by them, and returns that loss. */
    private double errors() {
      int n = labels.length;
      double loss = 0;
      for (int i = 0; i < n; i++) {
        loss +=
            weights[i]
                * (outputs == 1
                    ? Losses.logistic(scores, scores, i, labels[i])
                    : Losses.multinomial(scores, scores, i, n, outputs, labels[i]));
        for (int k = 0; k < outputs; k++) scores[k * n + i] *= weights[i];
      }
      return loss;
    }
  }
}
