package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.CheckpointException;

/**
 * What a walk may spend: a pickle of a kilobyte can share one dict with itself so often that its
 * paths outnumber the atoms; those of an honest one take about as many characters as the pickle has
 * bytes.
 */
final class WalkBudget {

  private static final long BASE = 1L << 22;
  private static final int PER_BYTE = 8;

  private final String file;
  private long left;

  WalkBudget(String file, long pickleBytes) {
    this.file = file;
    this.left = BASE + PER_BYTE * pickleBytes;
  }

  /** Spends one unit for each value visited, copied or named. */
  void spend(long units) {
    left -= units;
    if (left < 0) {
      throw new CheckpointException(
          file + ": its values refer to each other in so many ways that they cannot be listed");
    }
  }
}
