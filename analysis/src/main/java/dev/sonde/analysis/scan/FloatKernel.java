package dev.sonde.analysis.scan;

/**
 * The work on one block of floats: power sums, range, counts and one increment per value. Both
 * implementations give the same bits.
 */
sealed interface FloatKernel permits ScalarKernel, VectorKernel {

  /** Elements of a block: 16 KB stay in the first cache while the block is passed over. */
  int BLOCK = 4096;

  /**
   * What holds for all blocks of a tensor.
   *
   * @param minusCenter what is added to a value before its cell is found; see {@link Grid}
   * @param shift power sums are about this
   * @param nearZero the largest magnitude that is near zero
   */
  record Frame(float minusCenter, double shift, float nearZero) {}

  /** Room for one thread's work. */
  final class Scratch {
    final float[] values = new float[BLOCK];
    final int[] keys = new int[BLOCK];

    /** How many values had each {@link Grid#key}. */
    final int[] counts = new int[Grid.CELLS];
  }

  /** Adds the first {@code n} of {@code scratch.values} to {@code tally} and the counts. */
  void add(Frame frame, Scratch scratch, int n, Tally tally);
}
