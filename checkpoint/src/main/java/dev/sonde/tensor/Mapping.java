package dev.sonde.tensor;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A whole mapped file, as all tensors in it share it. What is read of it becomes part of the
 * process's memory, and the system takes it back only when it must; so after every {@value #MOST}
 * bytes read, by whoever, all of it is given back. Pages that are needed again are still in the
 * system's cache: asking for them costs microseconds. A file of any size can so be streamed by any
 * pass, in little memory.
 */
public final class Mapping {

  static final long MOST = 64L << 20;

  private final MemorySegment file;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong times = new AtomicLong();

  /** Of a mapped file; of other memory nothing is given back. */
  public Mapping(MemorySegment file) {
    this.file = file;
  }

  /** Tells that so many bytes of it were read. */
  void read(long bytes) {
    if (read.addAndGet(bytes) < MOST) return;
    read.set(0);
    times.incrementAndGet();
    if (file.isMapped()) file.unload();
  }

  /** How often it was given back. */
  long times() {
    return times.get();
  }
}
