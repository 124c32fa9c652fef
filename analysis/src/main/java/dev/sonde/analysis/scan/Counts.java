package dev.sonde.analysis.scan;

/** How many values of a whole tensor have each {@link Grid#key}. */
final class Counts {

  /** Most of a table is empty: a run of this many cells is looked at before it is gone through. */
  private static final int RUN = 512;

  private final long[] byKey = new long[Grid.CELLS];

  /** Adds the counts of a chunk and clears them for the next one. */
  synchronized void take(int[] counts) {
    for (int run = 0; run < Grid.CELLS; run += RUN) {
      if (isEmpty(counts, run)) continue;
      for (int i = run; i < run + RUN; i++) {
        byKey[i] += counts[i];
        counts[i] = 0;
      }
    }
  }

  private static boolean isEmpty(int[] counts, int run) {
    int any = 0;
    for (int i = run; i < run + RUN; i++) any |= counts[i];
    return any == 0;
  }

  synchronized long[] byKey() {
    return byKey;
  }
}
