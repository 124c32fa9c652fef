package dev.sonde.checkpoint.archive;

import dev.sonde.checkpoint.reader.CheckpointException;

/**
 * How many bytes may be unpacked for one file, whatever is packed in what: trained weights shrink
 * little, so that a file that grows two hundred times was made to fill a disk.
 */
final class UnpackBudget {

  private static final long FREE = 64L << 20;
  private static final long PER_BYTE = 200;

  private final String file;
  private final long all;
  private long left;

  /** For a file of {@code bytes} bytes. */
  UnpackBudget(String file, long bytes) {
    this.file = file;
    this.all = FREE + PER_BYTE * Math.min(bytes, 1L << 50);
    this.left = all;
  }

  long left() {
    return left;
  }

  /**
   * Takes so many bytes.
   *
   * @throws CheckpointException if there are fewer left
   */
  void spend(long bytes) {
    if (bytes > left) {
      throw new CheckpointException(
          file
              + ": holds more than "
              + all
              + " bytes when unpacked (64 MB and "
              + PER_BYTE
              + " times its size); if you trust it, unpack it and open what is inside");
    }
    left -= bytes;
  }
}
