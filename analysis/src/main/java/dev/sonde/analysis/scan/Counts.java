package dev.sonde.analysis.scan;

/** How many values of a whole tensor have each {@link Grid#key}. */
final class Counts {

  /** Most of a table is empty: a run of this many cells is looked at before it is gone through. */
  private static final int RUN = 512;

  private final long[] byKey = new long[Grid.CELLS];
  private final boolean[] used = new boolean[Grid.CELLS / RUN];

  /** Adds the counts of a chunk and clears them for the next one. */
  synchronized void take(int[] counts) {
    for (int run = 0; run < used.length; run++) {
      if (!isEmpty(counts, run * RUN)) take(counts, run);
    }
  }

  private static boolean isEmpty(int[] counts, int from) {
    int any = 0;
    for (int i = from; i < from + RUN; i++) any |= counts[i];
    return any == 0;
  }

  private void take(int[] counts, int run) {
    used[run] = true;
    for (int i = run * RUN; i < (run + 1) * RUN; i++) {
      byKey[i] += counts[i];
      counts[i] = 0;
    }
  }

  /** The first key after this one that has values, or {@link Grid#CELLS}; after all chunks. */
  int next(int key) {
    int i = key + 1;
    while (i < Grid.CELLS && byKey[i] == 0) i = used[i / RUN] ? i + 1 : (i / RUN + 1) * RUN;
    return i;
  }

  /** The last key before this one that has values, or −1; after all chunks. */
  int previous(int key) {
    int i = key - 1;
    while (i >= 0 && byKey[i] == 0) i = used[i / RUN] ? i - 1 : i / RUN * RUN - 1;
    return i;
  }

  /** How many values have this key; after all chunks. */
  long of(int key) {
    return byKey[key];
  }
}
