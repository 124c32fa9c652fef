package dev.sonde.analysis.projection;

/**
 * The periodic grid of {@link GridRepulsion}: at least twice as many nodes each way as the points
 * cover, multiples of 32 with small prime factors. It never shrinks.
 *
 * @param columns nodes along the first coordinate
 * @param rows nodes along the second
 */
record GridSize(int columns, int rows) {
  static final GridSize SMALLEST = new GridSize(64, 64);

  GridSize atLeast(int moreColumns, int moreRows) {
    return new GridSize(grown(columns, moreColumns), grown(rows, moreRows));
  }

  private static int grown(int now, int needed) {
    return needed <= now ? now : fitting(needed);
  }

  /** The smallest 32·{1, 3/2, 5/4}·2^k that is not below {@code needed}. */
  private static int fitting(int needed) {
    for (int power = 64; ; power = Math.multiplyExact(power, 2)) {
      for (int candidate : new int[] {power, power / 4 * 5, power / 2 * 3}) {
        if (candidate >= needed && candidate % 32 == 0) {
          return candidate;
        }
      }
    }
  }
}
