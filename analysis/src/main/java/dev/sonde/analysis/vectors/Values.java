package dev.sonde.analysis.vectors;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;

/** Numbers in double precision, [count × dimensions], that can be gone through more than once. */
sealed interface Values {

  int count();

  int dimensions();

  /** Whether all are floats by their type. */
  boolean areFloats();

  /** Visits blocks of values, in order. */
  void each(Visitor visitor);

  /** A block: values {@code first} and so on. */
  @FunctionalInterface
  interface Visitor {
    void visit(int first, double[] block, int length);
  }

  /** In an array, which may be longer. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record OfDoubles(double[] values, int count, int dimensions) implements Values {
    @Override
    public boolean areFloats() {
      return false;
    }

    @Override
    public void each(Visitor visitor) {
      visitor.visit(0, values, count * dimensions);
    }
  }

  /** In a tensor; all axes but the first are laid flat. */
  record OfTensor(Tensor tensor, int count, int dimensions) implements Values {
    private static final int BLOCK = 1 << 14;

    @Override
    public boolean areFloats() {
      return tensor.dtype().fitsFloat();
    }

    @Override
    public void each(Visitor visitor) {
      TensorReader reader = tensor.reader();
      double[] block = new double[BLOCK];
      int all = count * dimensions;
      for (int from = 0; from < all; from += BLOCK) {
        int n = Math.min(BLOCK, all - from);
        reader.doubles(from, block, n);
        visitor.visit(from, block, n);
      }
    }
  }
}
