package dev.sonde.analysis.scan;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts values in bins of equal width that are known beforehand: bin i holds low + i·width ≤ x <
 * low + (i+1)·width, in exactly this arithmetic; the first also what is less, the last also what is
 * more.
 */
public final class FixedBins {

  /** Halves numbers whose differences would overflow. */
  private final double scale;

  private final double low;
  private final double width;
  private final double inverse;
  private final long[] counts;
  private final long repeats;
  private long nan;
  private long infinite;

  private FixedBins(double low, double width, int bins, long repeats) {
    this.scale = width * bins <= Double.MAX_VALUE ? 1 : 0.5;
    this.low = low * scale;
    this.width = width * scale;
    this.inverse = 1 / this.width;
    this.counts = new long[bins];
    this.repeats = repeats;
  }

  /**
   * Counts the values of each tensor, in parallel over tensors and parts of tensors.
   *
   * @throws IllegalArgumentException if {@code width} is not positive or there is no bin
   */
  public static List<FixedBins> of(
      List<Tensor> tensors, double low, double width, int bins, int threads) {
    if (!(width > 0) || bins < 1) {
      throw new IllegalArgumentException(bins + " bins of width " + width);
    }
    List<MemoryOrder> orders = tensors.stream().map(MemoryOrder::of).toList();
    List<FixedBins> all = new ArrayList<>();
    for (MemoryOrder order : orders) all.add(new FixedBins(low, width, bins, order.repeats()));
    Units units = Units.of(tensors);
    Workers.run(
        threads,
        units.total(),
        () -> {
          Scratch scratch = new Scratch();
          return number -> {
            Units.Unit unit = units.at(number);
            all.get(unit.tensor()).count(orders.get(unit.tensor()).tensor(), unit, scratch);
          };
        });
    return all;
  }

  /** How many finite values lie in each bin. */
  public long[] counts() {
    return Arrays.stream(counts).map(n -> n * repeats).toArray();
  }

  public long nan() {
    return nan * repeats;
  }

  public long infinite() {
    return infinite * repeats;
  }

  private void count(Tensor tensor, Units.Unit unit, Scratch scratch) {
    TensorReader reader = tensor.reader();
    long[] seen = new long[counts.length];
    long notNumbers = 0;
    long infinities = 0;
    for (int done = 0; done < unit.length(); done += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, unit.length() - done);
      reader.doubles(unit.start() + done, scratch.doubles, n);
      for (int i = 0; i < n; i++) {
        double x = scratch.doubles[i];
        if (Math.abs(x) <= Double.MAX_VALUE) seen[bin(x)]++;
        else if (Double.isNaN(x)) notNumbers++;
        else infinities++;
      }
    }
    reader.release(unit.start(), unit.length());
    synchronized (this) {
      for (int i = 0; i < seen.length; i++) counts[i] += seen[i];
      nan += notNumbers;
      infinite += infinities;
    }
  }

  private int bin(double value) {
    int last = counts.length - 1;
    double x = value * scale;
    int bin = (int) ((x - low) * inverse);
    if (bin < 0) bin = 0;
    if (bin > last) bin = last;
    // The quotient is rounded: the edges decide.
    if (bin > 0 && x < low + bin * width) return bin - 1;
    return bin < last && x >= low + (bin + 1) * width ? bin + 1 : bin;
  }
}
