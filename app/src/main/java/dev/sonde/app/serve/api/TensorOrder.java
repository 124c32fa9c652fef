package dev.sonde.app.serve.api;

import dev.sonde.analysis.weights.Summary;
import dev.sonde.app.serve.files.FileFacts;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * In which order tensors are listed: by address, or by a number, the greatest first.
 *
 * @param number null for the order of addresses
 */
record TensorOrder(@Nullable ToDoubleFunction<Summary> number) {

  private static final Map<String, ToDoubleFunction<Summary>> NUMBERS =
      Map.ofEntries(
          Map.entry("count", Summary::count),
          Map.entry("mean", Summary::mean),
          Map.entry("sd", Summary::std),
          Map.entry("rms", TensorOrder::rms),
          Map.entry("min", Summary::min),
          Map.entry("max", Summary::max),
          Map.entry("zeros", Summary::zeros),
          Map.entry("nan", Summary::nan),
          Map.entry("inf", Summary::inf),
          Map.entry("near_zero", Summary::nearZero),
          Map.entry("skewness", Summary::skewness),
          Map.entry("kurtosis", Summary::kurtosis),
          Map.entry("l2", Summary::l2));

  /** The root of the mean square of the finite values; NaN without one. */
  static double rms(Summary summary) {
    return summary.l2() / Math.sqrt((double) (summary.count() - summary.nan() - summary.inf()));
  }

  /**
   * @throws HttpException 400 for a name that is none of these
   */
  static TensorOrder of(String name) {
    if (name.equals("address")) return new TensorOrder(null);
    ToDoubleFunction<Summary> number = NUMBERS.get(name);
    if (number != null) return new TensorOrder(number);
    throw HttpException.badRequest("tensors are not sorted by '" + name + "'");
  }

  /** The tensors in this order; what has no such number comes last. */
  List<Tensor> sorted(List<Tensor> tensors, FileFacts file) {
    if (number == null) {
      return tensors.stream().sorted(Comparator.comparing(Tensor::address)).toList();
    }
    Map<String, Summary> summaries = file.summaries(tensors);
    return tensors.stream()
        .sorted(Comparator.comparingDouble((Tensor t) -> key(number, summaries.get(t.address()))))
        .toList();
  }

  private static double key(ToDoubleFunction<Summary> number, @Nullable Summary summary) {
    double value = summary == null ? Double.NaN : number.applyAsDouble(summary);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
  }
}
