package dev.sonde.checkpoint.reader;

/**
 * What listing a file's names may spend: a file of a kilobyte can share one name, list or graph
 * with itself so often that the paths through it outnumber the atoms; those of an honest one take
 * about as many characters as the file has bytes.
 */
public final class Budget {

  private static final long BASE = 1L << 22;
  private static final int PER_BYTE = 8;

  private final String file;
  private long left;

  /** The budget of a file, or a part of one, of {@code bytes} bytes. */
  public Budget(String file, long bytes) {
    this.file = file;
    this.left = BASE + PER_BYTE * Math.min(bytes, 1L << 56);
  }

  /**
   * Spends one unit for each value visited, and each character copied or compared.
   *
   * @throws CheckpointException if more is spent than any honest file needs
   */
  public void spend(long units) {
    left -= units;
    if (left < 0) {
      throw new CheckpointException(
          file + ": its values refer to each other in so many ways that they cannot be listed");
    }
  }
}
