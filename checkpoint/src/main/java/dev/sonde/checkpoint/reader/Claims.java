package dev.sonde.checkpoint.reader;

/**
 * What the tensors of a file claim to hold, beside the bytes of numbers that there are. Tensors may
 * share bytes (tied weights) and repeat them (strides of zero); but a kilobyte that claims 2^60
 * elements would keep whoever reads them busy for ever, and fill the memory of whoever runs them.
 */
public final class Claims {

  private static final int PER_BYTE = 16;

  private final long free;
  private long stored;
  private long claimed;

  /**
   * @param free bytes that tensors may claim whatever there is
   */
  public Claims(long free) {
    this.free = free;
  }

  /** Counts bytes of numbers that are there, each once. */
  public void store(long bytes) {
    stored += bytes;
  }

  /**
   * Counts what a tensor claims to hold.
   *
   * @param naming start of messages: {@code model.pt: tensor 'w'}
   * @param size of one element, in bytes
   * @throws CheckpointException if all together repeat what there is more than 16 times
   */
  public void claim(String naming, long count, long size) {
    long limit = free + PER_BYTE * Math.min(stored, Long.MAX_VALUE / (2 * PER_BYTE));
    if (count > (limit - claimed) / size) {
      throw new CheckpointException(
          naming
              + " claims "
              + count
              + (size == 1 ? " bytes" : " elements")
              + "; all tensors together would repeat the file's "
              + stored
              + " bytes of numbers more than "
              + PER_BYTE
              + " times");
    }
    claimed += count * size;
  }
}
