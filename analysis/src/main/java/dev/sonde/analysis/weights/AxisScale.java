package dev.sonde.analysis.weights;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The sizes of a tensor's slices along one axis, its rows or its channels: training with weight
 * decay lets those that nothing needs shrink towards zero, which no count of zeros sees.
 *
 * @param axis which, from 0
 * @param extent how many slices there are
 * @param median of their root mean squares
 * @param decayed the slices whose root mean square is under {@link #FAINT} of the median, but not 0
 */
public record AxisScale(int axis, int extent, double median, List<Integer> decayed) {

  /** A slice under this share of the median has decayed. */
  public static final double FAINT = 1 / 20.0;

  /** Of fewer slices a median says little. */
  private static final int FEWEST = 8;

  private static final int MOST = 1 << 24;
  private static final int BLOCK = 1 << 14;

  public AxisScale {
    decayed = List.copyOf(decayed);
  }

  /** Of each axis of at least eight slices, from one reading; of vectors and scalars none. */
  public static List<AxisScale> of(Tensor tensor) {
    if (tensor.shape().rank() < 2 || tensor.count() == 0 || tensor.dtype().isComplex()) {
      return List.of();
    }
    Sums sums = new Sums(tensor);
    return sums.isEmpty() ? List.of() : sums.read(tensor.reader());
  }

  /** Sums of squares along the watched axes. */
  private static final class Sums {
    private final long[] extents;
    private final double[][] squares;
    private final long count;

    /** Values that lie together and differ in no watched axis, or along the last one. */
    private final int run;

    private final int last;

    Sums(Tensor tensor) {
      int rank = tensor.shape().rank();
      count = tensor.count();
      extents = new long[rank];
      squares = new double[rank][];
      int watched = -1;
      for (int a = 0; a < rank; a++) {
        extents[a] = tensor.shape().extent(a);
        boolean wanted = extents[a] >= FEWEST && extents[a] <= MOST;
        squares[a] = wanted ? new double[(int) extents[a]] : new double[0];
        if (wanted) watched = a;
      }
      long together = 1;
      for (int a = rank - 1; a > watched; a--) together *= extents[a];
      boolean fits = together <= MOST;
      last = watched;
      run = fits ? (int) together : 0;
    }

    boolean isEmpty() {
      return last < 0 || run == 0;
    }

    List<AxisScale> read(TensorReader reader) {
      long[] at = new long[last + 1];
      double[] block = new double[(int) Math.min(BLOCK, count)];
      int left = run;
      double sum = 0;
      for (long start = 0; start < count; start += block.length) {
        int length = (int) Math.min(block.length, count - start);
        reader.doubles(start, block, length);
        for (int i = 0; i < length; i++) {
          double value = block[i];
          if (Double.isFinite(value)) sum += value * value;
          if (--left > 0) continue;
          add(at, sum);
          sum = 0;
          left = run;
        }
      }
      return scales();
    }

    /** Adds to the slices that a run lies in, and goes on to the next run. */
    private void add(long[] at, double sum) {
      for (int a = 0; a <= last; a++) if (squares[a].length > 0) squares[a][(int) at[a]] += sum;
      for (int a = last; a >= 0 && ++at[a] == extents[a]; a--) at[a] = 0;
    }

    private List<AxisScale> scales() {
      List<AxisScale> scales = new ArrayList<>();
      for (int a = 0; a <= last; a++) {
        if (squares[a].length > 0) scales.add(scale(a, squares[a], count / extents[a]));
      }
      return scales;
    }

    private static AxisScale scale(int axis, double[] squares, long each) {
      double[] sizes = DoubleStream.of(squares).map(s -> Math.sqrt(s / each)).toArray();
      double[] sorted = sizes.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      List<Integer> decayed = new ArrayList<>();
      for (int i = 0; i < sizes.length; i++) {
        if (sizes[i] > 0 && sizes[i] < FAINT * median) decayed.add(i);
      }
      return new AxisScale(axis, sizes.length, median, decayed);
    }
  }
}
