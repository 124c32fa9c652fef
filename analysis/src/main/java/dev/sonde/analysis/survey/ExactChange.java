package dev.sonde.analysis.survey;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.List;

/**
 * What all values of two files of one architecture say, where a {@link Sketch} has only proposed.
 * Streams both once; memory does not grow with them.
 *
 * @param relative ‖b − a‖ / ‖a‖ over all tensors; 0 if nothing changed
 * @param changed tensors of which a value changed
 * @param tensors all that were compared
 */
public record ExactChange(double relative, int changed, int tensors) {

  private static final int BLOCK = 1 << 13;

  /** Squared sums of one tensor. */
  private record Sums(double apart, double own) {}

  /**
   * From one file to another; tensors that only one of them has are left out.
   *
   * @throws dev.sonde.file.InputException if the files cannot be read
   */
  public static ExactChange of(Checkpoint from, Checkpoint to) {
    double apart = 0;
    double own = 0;
    int changed = 0;
    int tensors = 0;
    for (Tensor a : comparable(from)) {
      if (!to.has(a.address())) continue;
      Tensor b = to.tensor(a.address());
      if (b.dtype().isComplex() || !a.shape().equals(b.shape())) continue;
      Sums sums = sums(a, b);
      tensors++;
      apart += sums.apart;
      own += sums.own;
      if (sums.apart > 0) changed++;
    }
    double relative = apart == 0 ? 0 : Math.sqrt(apart / own);
    return new ExactChange(relative, changed, tensors);
  }

  private static List<Tensor> comparable(Checkpoint checkpoint) {
    return checkpoint.tensors().stream().filter(t -> !t.dtype().isComplex()).toList();
  }

  private static Sums sums(Tensor a, Tensor b) {
    TensorReader first = a.reader();
    TensorReader second = b.reader();
    double[] x = new double[BLOCK];
    double[] y = new double[BLOCK];
    double apart = 0;
    double own = 0;
    for (long done = 0; done < a.count(); done += BLOCK) {
      int length = (int) Math.min(BLOCK, a.count() - done);
      first.doubles(done, x, length);
      second.doubles(done, y, length);
      for (int i = 0; i < length; i++) {
        apart += (y[i] - x[i]) * (y[i] - x[i]);
        own += x[i] * x[i];
      }
      first.release(done, length);
      second.release(done, length);
    }
    return new Sums(apart, own);
  }
}
