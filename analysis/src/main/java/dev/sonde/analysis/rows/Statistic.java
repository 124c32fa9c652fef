package dev.sonde.analysis.rows;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure over folds.
 *
 * @param mean over folds
 * @param spread standard deviation over folds (divisor n − 1); NaN with fewer than two
 */
public record Statistic(double mean, double spread) {

  static <T> Statistic of(List<T> items, ToDoubleFunction<T> figure) {
    double[] values = items.stream().mapToDouble(figure).toArray();
    double sum = 0;
    for (double value : values) sum += value;
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    double spread = values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    return new Statistic(mean, spread);
  }
}
