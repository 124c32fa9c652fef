package dev.sonde.network.memory;

/**
 * The memory of one run. Belongs to the thread that runs.
 *
 * <pre>{@code
 * budget.require(bytes);   // before a value is made: throws if it would not fit
 * budget.charge(bytes);    // it is there
 * budget.release(bytes);   // it is gone
 * }</pre>
 */
public final class MemoryBudget {

  private final MemoryLimit limit;
  private long held;

  public MemoryBudget(MemoryLimit limit) {
    this.limit = limit;
  }

  /** Bytes of the values that are there. */
  public long held() {
    return held;
  }

  /**
   * Checks that a value of so many bytes may be made.
   *
   * @throws MemoryException if it does not fit beside those that are there
   */
  public void require(long bytes) {
    if (bytes <= limit.bytes() - held) return;
    throw new MemoryException(
        "needs "
            + MemoryLimit.words(bytes)
            + " beside the "
            + MemoryLimit.words(held)
            + " that are held; "
            + MemoryLimit.words(limit.bytes())
            + " are allowed ("
            + limit.origin()
            + "): give it fewer examples at a time, or allow more memory");
  }

  /**
   * Counts a value of so many bytes.
   *
   * @throws MemoryException if it does not fit beside those that are there
   */
  public void charge(long bytes) {
    require(bytes);
    held += bytes;
  }

  /** Counts a value of so many bytes no longer. */
  public void release(long bytes) {
    held -= bytes;
  }
}
