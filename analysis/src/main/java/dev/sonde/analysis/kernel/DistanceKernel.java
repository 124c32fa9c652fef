package dev.sonde.analysis.kernel;

/**
 * Squared Euclidean distances between a few query points and one {@linkplain Panels panel}.
 *
 * <p>A distance is the sum of (a−b)² over the dimensions in their order, each step one fused
 * multiply-add in float32: there is no cancellation as in ‖a‖²+‖b‖²−2ab, d(a,b) = d(b,a) to the
 * bit, and d(a,a) = 0. The relative error is at most dimensions · 2⁻²⁴. On a processor with
 * separate adders the subtraction costs nothing beside the multiply-add.
 */
public sealed interface DistanceKernel permits ScalarDistances, VectorDistances {
  /** Query points per call. */
  int QUERIES = 4;

  /** Points per panel. */
  int WIDTH = 32;

  /** The vector kernel where the module is there, else the scalar one. */
  static DistanceKernel best() {
    return VectorModule.present() ? new VectorDistances() : new ScalarDistances();
  }

  /**
   * Writes the distances of four points to a panel.
   *
   * @param queries points in row order; those that start at q0, q1, q2, q3 are taken
   * @param panel where the panel starts in {@code panels}
   * @param out [4 × 32]
   */
  void squared(
      float[] queries,
      int q0,
      int q1,
      int q2,
      int q3,
      int dimensions,
      float[] panels,
      int panel,
      float[] out);

  /** Bit j is set where {@code values[from + j] < limit}, j = 0 … 31. */
  int below(float[] values, int from, float limit);

  /** Bit j is set where {@code values[from + j] <= limit}, j = 0 … 31. */
  int within(float[] values, int from, float limit);

  /**
   * For each of 32 points, whether one of the four distances in {@code squared} [4 × 32] is smaller
   * than its best so far; the first of equal ones wins.
   *
   * @param rows how many of the four rows count
   * @param number what the first row is called in {@code nearest}; the others follow
   * @param best [32] smallest squared distances so far, from {@code at} on
   * @param nearest whose they are
   */
  void nearest(float[] squared, int rows, int number, float[] best, int[] nearest, int at);

  /**
   * One step of Prim's method over a panel: where max(squared distance to the query, {@code floor},
   * {@code floors[j]}) is at most {@code ceiling} and below {@code best[j]}, it becomes {@code
   * best[j]}, and {@code who} becomes {@code from[j]}. A negative {@code best[j]} marks a point
   * that is done and stays.
   *
   * @param q where the query starts in {@code queries}
   * @param floors [32] from {@code at} on, as {@code best} and {@code from}
   */
  void relax(
      float[] queries,
      int q,
      int dimensions,
      float[] panels,
      int panel,
      float floor,
      float[] floors,
      float ceiling,
      float[] best,
      int[] from,
      int at,
      int who);

  /** The smallest of the values that are not negative, or +∞; the length is a multiple of 32. */
  float least(float[] values);

  /** How many of the values are at most {@code limit}; the length is a multiple of 32. */
  int count(float[] values, float limit);

  /**
   * How many of the values are below {@code limit} (the lower 32 bits) and at most {@code limit}
   * (the upper ones); the length is a multiple of 32.
   */
  long counts(float[] values, float limit);

  /** {@code sums[j] += rows[row + j]} for {@code width} columns, a multiple of 32. */
  void add(float[] rows, int row, int width, float[] sums, int at);
}
