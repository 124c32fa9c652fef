package dev.sonde.analysis.scan;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many values of a tensor lie in each of some {@link Bins}, and what is not finite beside. */
public final class BinCounts {

  /** Halves numbers whose differences would overflow. */
  private final double scale;

  private final double low;
  private final double width;
  private final double inverse;
  private final long[] counts;
  private final long repeats;
  private long nan;
  private long infinite;

  private BinCounts(Bins bins, long repeats) {
    this.scale = bins.width() * bins.number() <= Double.MAX_VALUE ? 1 : 0.5;
    this.low = bins.low() * scale;
    this.width = bins.width() * scale;
    this.inverse = 1 / this.width;
    this.counts = new long[bins.number()];
    this.repeats = repeats;
  }

  static List<BinCounts> of(List<Tensor> tensors, Bins bins, int threads) {
    List<MemoryOrder> orders = tensors.stream().map(MemoryOrder::of).toList();
    List<BinCounts> all = new ArrayList<>();
    for (MemoryOrder order : orders) all.add(new BinCounts(bins, order.repeats()));
    Units units = Units.of(tensors);
    try (Workers workers = Workers.of(threads)) {
      workers.eachIn(
          units.total(),
          () -> {
            Scratch scratch = new Scratch();
            return number -> {
              Units.Unit unit = units.at(number);
              all.get(unit.tensor()).count(orders.get(unit.tensor()).tensor(), unit, scratch);
            };
          });
    }
    return all;
  }

  /** How many bins there are. */
  public int bins() {
    return counts.length;
  }

  /** How many finite values lie in one bin. */
  public long count(int bin) {
    return counts[bin] * repeats;
  }

  /** How many finite values lie in each bin; a new array every time. */
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
        if (Double.isFinite(x)) seen[bin(x)]++;
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
    if (last == 0) return 0;
    double x = value * scale;
    int bin = (int) ((x - low) * inverse);
    if (bin < 0) bin = 0;
    if (bin > last) bin = last;
    // The quotient is rounded: the edges decide.
    if (bin > 0 && x < low + bin * width) return bin - 1;
    return bin < last && x >= low + (bin + 1) * width ? bin + 1 : bin;
  }
}
