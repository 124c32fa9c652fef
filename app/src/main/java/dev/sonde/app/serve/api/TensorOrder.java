package dev.sonde.app.serve.api;

import dev.sonde.analysis.weights.Summary;
import dev.sonde.app.serve.files.FileFacts;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** In which order tensors are listed: by name, or by a number, the greatest first. */
enum TensorOrder {
  ADDRESS(s -> 0),
  COUNT(Summary::count),
  MEAN(Summary::mean),
  SD(Summary::std),
  RMS(TensorOrder::rms),
  MIN(Summary::min),
  MAX(Summary::max),
  ZEROS(Summary::zeros),
  NAN(Summary::nan),
  INF(Summary::inf),
  NEAR_ZERO(Summary::nearZero),
  SKEWNESS(Summary::skewness),
  KURTOSIS(Summary::kurtosis),
  L2(Summary::l2);

  private final ToDoubleFunction<Summary> number;

  TensorOrder(ToDoubleFunction<Summary> number) {
    this.number = number;
  }

  /** The root of the mean square of the finite values; NaN without one. */
  static double rms(Summary summary) {
    return summary.l2() / Math.sqrt(summary.count() - summary.nan() - summary.inf());
  }

  /**
   * @throws HttpException 400 for a name that is none of these
   */
  static TensorOrder of(String name) {
    for (TensorOrder order : values()) {
      if (order.name().toLowerCase(Locale.ROOT).equals(name)) return order;
    }
    throw HttpException.badRequest("tensors are not sorted by '" + name + "'");
  }

  /** The tensors in this order; what has no such number comes last. */
  List<Tensor> sorted(List<Tensor> tensors, FileFacts file) {
    if (this == ADDRESS) {
      return tensors.stream().sorted(Comparator.comparing(Tensor::address)).toList();
    }
    Map<String, Summary> summaries = file.summaries(tensors);
    return tensors.stream()
        .sorted(Comparator.comparingDouble((Tensor t) -> key(summaries.get(t.address()))))
        .toList();
  }

  private double key(@org.jspecify.annotations.Nullable Summary summary) {
    double value = summary == null ? Double.NaN : number.applyAsDouble(summary);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
  }
}
