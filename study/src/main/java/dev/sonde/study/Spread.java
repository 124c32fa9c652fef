package dev.sonde.study;

import dev.sonde.figure.Numbers;
import dev.sonde.numbers.Sample;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** A figure over networks in words: the median, and the least and most. */
public final class Spread {

  private Spread() {}

  /** {@code 1 550 (1 300 to 2 150)}, or the one number that all have. */
  public static <T> String of(List<T> networks, ToDoubleFunction<T> figure) {
    return of(networks, figure, Numbers::of);
  }

  /** In per cent. */
  public static <T> String percent(List<T> networks, ToDoubleFunction<T> figure) {
    return of(networks, figure, Numbers::percent);
  }

  private static <T> String of(
      List<T> networks, ToDoubleFunction<T> figure, DoubleFunction<String> written) {
    double[] sorted = networks.stream().mapToDouble(figure).sorted().toArray();
    String least = written.apply(sorted[0]);
    String most = written.apply(sorted[sorted.length - 1]);
    if (least.equals(most)) return least;
    return written.apply(Sample.median(sorted)) + " (" + least + " to " + most + ")";
  }
}
