package dev.sonde.network.train;

/** The metric by which the best networks are kept. */
public record Monitor(String metric, boolean smallerIsBetter) {

  /** The metric's value; {@code training_loss} is known without an objective's help. */
  public double of(Evaluation evaluation) {
    if (metric.equals("training_loss")) return evaluation.trainingLoss();
    Double value = evaluation.metrics().get(metric);
    if (value == null) {
      throw new TrainingException(
          "no metric '" + metric + "' to monitor; there are " + evaluation.metrics().keySet());
    }
    return value;
  }

  /** Whether the first is strictly better; NaN is worse than anything. */
  boolean better(Evaluation first, Evaluation second) {
    double a = of(first);
    double b = of(second);
    if (Double.isNaN(a) || Double.isNaN(b)) return !Double.isNaN(a);
    return smallerIsBetter ? a < b : a > b;
  }
}
