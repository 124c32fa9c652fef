package dev.sonde.analysis.rows;

import dev.sonde.analysis.groups.Alignment;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The rows of one parameter in all runs, and which run each is of.
 *
 * <p>A row is what lies behind one index of the first axis, flattened: the weights into one hidden
 * unit, or one filter. An element of a vector is a row of width 1 (the bias of one unit), a scalar
 * one row of width 1.
 */
final class RowSet {

  private final Rows rows;
  private final int[] runs;
  private final int runCount;
  private final long width;
  private final long perRun;
  private final int used;
  private final long nonFinite;

  private RowSet(
      Rows rows, int[] runs, int runCount, long width, long perRun, int used, long nonFinite) {
    this.rows = rows;
    this.runs = runs;
    this.runCount = runCount;
    this.width = width;
    this.perRun = perRun;
    this.used = used;
    this.nonFinite = nonFinite;
  }

  /** Rows of a parameter, sampled down to the settings' limits: the same indices in every run. */
  static RowSet of(Alignment.Aligned parameter, Settings settings) {
    Tensor first = parameter.byRun().getFirst().asReal();
    long perRun = first.shape().rank() == 0 ? 1 : first.shape().extent(0);
    long width = perRun == 0 ? 0 : first.count() / perRun;
    int runCount = parameter.byRun().size();
    if (width > settings.maxValues() / runCount) {
      // One row of every run is more than the limit: nothing can be sampled below that.
      return new RowSet(Rows.of(0, 0, new double[0]), new int[0], runCount, width, perRun, 0, 0);
    }
    long most =
        width == 0
            ? 0
            : Math.max(1, Math.min(settings.maxRows(), settings.maxValues() / width) / runCount);
    int used = (int) Math.min(perRun, most);
    long[] chosen = choose(perRun, used, settings.seed() + parameter.address().hashCode());
    List<double[]> kept = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    long nonFinite = 0;
    for (int run = 0; run < runCount; run++) {
      TensorReader reader = parameter.byRun().get(run).asReal().reader();
      for (long index : chosen) {
        double[] row = new double[(int) width];
        reader.doubles(index * width, row, row.length);
        if (IntStream.range(0, row.length).allMatch(i -> Double.isFinite(row[i]))) {
          kept.add(row);
          owners.add(run);
        } else {
          nonFinite++;
        }
      }
    }
    double[] values = new double[Math.toIntExact(kept.size() * width)];
    for (int i = 0; i < kept.size(); i++) {
      System.arraycopy(kept.get(i), 0, values, (int) (i * width), (int) width);
    }
    int[] runs = owners.stream().mapToInt(Integer::intValue).toArray();
    return new RowSet(
        Rows.of(kept.size(), (int) width, values), runs, runCount, width, perRun, used, nonFinite);
  }

  /**
   * {@code used} of {@code all} indices, each as likely as any, in their order (Vitter 1984, S).
   */
  private static long[] choose(long all, int used, long seed) {
    Random random = new Random(seed);
    long[] chosen = new long[used];
    int found = 0;
    for (long index = 0; found < used; index++) {
      if (used == all || random.nextDouble() * (all - index) < used - found) {
        chosen[found++] = index;
      }
    }
    return chosen;
  }

  Rows rows() {
    return rows;
  }

  /** The run of each row; not to be changed. */
  int[] runs() {
    return runs;
  }

  /** Values of a row. */
  long width() {
    return width;
  }

  /** Rows that the parameter has in each run. */
  long perRun() {
    return perRun;
  }

  /** Rows of each run that were read. */
  int used() {
    return used;
  }

  /** Rows that were read and left out because a value is NaN or infinite. */
  long nonFinite() {
    return nonFinite;
  }

  /** Whether every run has a row to learn from. */
  boolean usable() {
    return runCount > 0 && IntStream.of(runs).distinct().count() == runCount;
  }
}
