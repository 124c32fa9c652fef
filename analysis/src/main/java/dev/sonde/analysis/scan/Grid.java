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
 * @param values a cell that only one integer or one float can lie in holds an exact value
 */
record Grid(double center, double unit, Values values) {

  /** What kind of numbers are counted. */
  enum Values {
    FLOATS,
    INTEGERS,
    DOUBLES
  }

  /** Leading bits of a float that make the key of a cell. */
  private static final int KEY_BITS = 18;

  static final int SHIFT = 32 - KEY_BITS;
  static final int CELLS = 1 << KEY_BITS;

  /** The cell of ∞, or rather of distances that round to it. */
  private static final int TOP = Float.floatToRawIntBits(Float.POSITIVE_INFINITY) >>> SHIFT;

  /**
   * The center is 0 unless the sample's bulk reaches further from 0 than this many times its width.
   */
  private static final double FAR = 2;

  /**
   * The grid that a sample suggests.
   *
   * @param sample ascending finite values
   */
  static Grid of(double[] sample, int n, Values values) {
    if (n == 0) return new Grid(0, 1, values);
    double low = sample[n / 100];
    double high = sample[n - 1 - n / 100];
    double reach = Math.max(Math.abs(low), Math.abs(high));
    double halfSpan = high / 2 - low / 2;
    double center = reach / 2 <= FAR * halfSpan ? 0 : sample[n / 2];
    double spread = center == 0 ? reach : high - low;
    boolean scaled = values == Values.DOUBLES && spread > 0;
    int exponent = Math.clamp(Math.getExponent(spread), -1000, 1000);
    return new Grid(center, scaled ? Math.scalb(1.0, exponent) : 1, values);
  }

  /** The cell of a finite double. */
  int key(double x) {
    return key((float) ((x - center) / unit));
  }

  /** The cell of a distance. */
  static int key(float d) {
    return key(Float.floatToRawIntBits(d + 0f)); // −0 becomes 0
  }

  /**
   * The cell of the bits of a distance other than −0. One is taken from negative ones, so that a
   * value on an edge belongs to the cell above it on both sides of 0.
   */
  static int key(int bits) {
    return (bits + (bits >> 31)) >>> SHIFT;
  }

  /** What is added to a float to get its distance, so that −0 becomes 0 on the way. */
  float minusCenter() {
    return center == 0 ? 0f : (float) -center;
  }

  /**
   * The cells of counts, ascending.
   *
   * @param zeros how many values are 0; where the center is 0 they become a cell of their own
   * @param min the least value, where the first cell then begins
   * @param max the greatest value, where the last cell then ends
   * @param repeats how often each value counts
   */
  Cells cells(Counts counts, long zeros, double min, double max, long repeats) {
    Cells.Builder cells = new Cells.Builder(center);
    int half = CELLS / 2;
    for (int i = counts.previous(CELLS); i >= half; i = counts.previous(i)) {
      int key = i - half;
      double from = center - (key == TOP - 1 ? Double.POSITIVE_INFINITY : edge(key + 1));
      add(cells, from, center - edge(key), min, max, counts.of(i) * repeats);
    }
    for (int key = counts.next(-1); key < half; key = counts.next(key)) {
      long count = counts.of(key);
      if (key == 0 && center == 0) {
        cells.add(0, 0, zeros * repeats);
        count -= zeros;
      }
      add(cells, center + edge(key), center + edge(key + 1), min, max, count * repeats);
    }
    return cells.build();
  }

  private void add(
      Cells.Builder cells, double from, double to, double min, double max, long count) {
    double low = Math.clamp(from, min, max);
    double high = Math.clamp(to, min, max);
    double least = leastValue(low);
    boolean single = values != Values.DOUBLES && (least == max || nextValue(least) >= to);
    if (single) cells.add(least, least, count);
    else cells.add(low, high, count);
  }

  /** The least of the numbers that are counted that is not less than {@code x}. */
  private double leastValue(double x) {
    if (values == Values.INTEGERS) return Math.ceil(x);
    float nearest = (float) x;
    return nearest < x ? Math.nextUp(nearest) : nearest;
  }

  private double nextValue(double value) {
    return values == Values.INTEGERS ? value + 1 : Math.nextUp((float) value);
  }

  /** The least distance with this key, in the values' own unit. */
  private double edge(int key) {
    if (key > TOP) return Double.POSITIVE_INFINITY;
    double d = key == TOP ? 0x1p128 : Float.intBitsToFloat(key << SHIFT);
    return d * unit;
  }
}
