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

  /** How often the whole memory may be filled anew: a small file can ask for work without end. */
  private static final int TIMES = 4;

  private final MemoryLimit limit;
  private long held;
  private double made;

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
   * @throws MemoryException if it does not fit beside those that are there, or if all values of the
   *     run together are many times what may be there at once
   */
  public void charge(long bytes) {
    require(bytes);
    held += bytes;
    made += bytes;
    if (made <= TIMES * (double) limit.bytes()) return;
    throw new MemoryException(
        "is one value too many: the run has made "
            + MemoryLimit.words((long) made)
            + " of them, more than "
            + TIMES
            + " times the "
            + MemoryLimit.words(limit.bytes())
            + " that are allowed at once ("
            + limit.origin()
            + "): is there a loop without end? Else allow more memory");
  }

  /** Counts a value of so many bytes no longer. */
  public void release(long bytes) {
    held -= bytes;
  }
}
