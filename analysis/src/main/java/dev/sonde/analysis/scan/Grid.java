package dev.sonde.analysis.scan;

/**
 * Where values are counted in one pass, before their range is known: one cell per sign, exponent
 * and nine leading mantissa bits of the distance d from a center, as a float. Cells are narrow
 * where d is small and never wider than |d|/512, so an outlier costs the others no resolution and
 * nothing lies outside.
 *
 * <p>For values around zero the center is 0, the distance is the value and its cell is the upper 18
 * bits of the float. For values far from zero (a scale around 1, 10⁶ ± 1) the center is their
 * median: d of nearby floats is exact (Sterbenz), so the cells resolve what the numbers do. Edges
 * are dyadic fractions about the center and nest in coarser bins of the same kind.
 *
 * @param center d is measured from here; a float if values are
 * @param unit d is measured in this, a power of two; 1 for floats and integers
 * @param isInteger whether all values are integers: then a cell of width 1 holds one exact value
 */
record Grid(double center, double unit, boolean isInteger) {

  /** Leading bits of a float that make the key of a cell. */
  private static final int KEY_BITS = 18;

  static final int SHIFT = 32 - KEY_BITS;
  static final int CELLS = 1 << KEY_BITS;

  /** The cell of −∞ or ∞, or rather of what rounds to it, without the sign. */
  private static final int TOP = Float.floatToRawIntBits(Float.POSITIVE_INFINITY) >>> SHIFT;

  /** 0 as center if the sample's bulk is this many times nearer to 0 than it is wide. */
  private static final double FAR = 2;

  /**
   * The grid that a sample suggests.
   *
   * @param sample ascending finite values
   * @param isFloat whether values are floats, whose distances are then taken as floats
   */
  static Grid of(double[] sample, int n, boolean isFloat, boolean isInteger) {
    if (n == 0) return new Grid(0, 1, isInteger);
    double low = sample[n / 100];
    double high = sample[n - 1 - n / 100];
    double reach = Math.max(Math.abs(low), Math.abs(high));
    double center = high / FAR - low / FAR >= reach / FAR / FAR ? 0 : sample[n / 2];
    double spread = center == 0 ? reach : high - low;
    boolean scaled = !isFloat && !isInteger && spread > 0;
    int exponent = Math.clamp(Math.getExponent(spread), -1000, 1000);
    return new Grid(center, scaled ? Math.scalb(1.0, exponent) : 1, isInteger);
  }

  /** The cell of a finite double. */
  int key(double x) {
    return key((float) ((x - center) / unit));
  }

  /** The cell of a distance. */
  static int key(float d) {
    return Float.floatToRawIntBits(d + 0f) >>> SHIFT; // − 0 becomes 0
  }

  /** What is added to a float to get its distance, so that −0 becomes 0 on the way. */
  float minusCenter() {
    return center == 0 ? 0f : (float) -center;
  }

  /**
   * The cells of counts by key, ascending.
   *
   * @param zeros how many values are 0; where the center is 0 they become a cell of their own
   * @param min the least value, where the first cell then begins
   * @param max the greatest value, where the last cell then ends
   * @param repeats how often each value counts
   */
  Cells cells(long[] counts, long zeros, double min, double max, long repeats) {
    Cells.Builder cells = new Cells.Builder(center);
    int half = CELLS / 2;
    for (int key = TOP; key >= 0; key--) {
      long count = counts[half + key];
      if (count == 0) continue;
      double to = center - edge(key);
      double from = isOneInteger(key) ? to : center - edge(key + 1);
      cells.add(Math.clamp(from, min, max), Math.clamp(to, min, max), count * repeats);
    }
    for (int key = 0; key <= TOP; key++) {
      long count = counts[key];
      if (count == 0) continue;
      if (key == 0 && center == 0) {
        cells.add(0, 0, zeros * repeats);
        count -= zeros;
      }
      double from = center + edge(key);
      double to = isOneInteger(key) ? from : center + edge(key + 1);
      cells.add(Math.clamp(from, min, max), Math.clamp(to, min, max), count * repeats);
    }
    return cells.build();
  }

  private boolean isOneInteger(int key) {
    return isInteger && edge(key + 1) - edge(key) <= 1;
  }

  /** The least distance with this key, in the values' own unit. */
  private double edge(int key) {
    if (key > TOP) return Double.POSITIVE_INFINITY;
    double d = key == TOP ? 0x1p128 : Float.intBitsToFloat(key << SHIFT);
    return d * unit;
  }
}
