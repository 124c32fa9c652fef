package dev.sonde.checkpoint.hdf5;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Writes a fill value over data that is zero. */
final class Fill {

  private Fill() {}

  static void all(MemorySegment target, byte @Nullable [] value) {
    if (value == null || isZero(value)) return;
    long size = target.byteSize();
    long done = Math.min(value.length, size);
    MemorySegment.copy(MemorySegment.ofArray(value), 0, target, 0, done);
    // What is there already is copied behind itself, twice as much each time.
    while (done < size) {
      long n = Math.min(done, size - done);
      MemorySegment.copy(target, 0, target, done, n);
      done += n;
    }
  }

  private static boolean isZero(byte[] value) {
    for (byte b : value) {
      if (b != 0) return false;
    }
    return true;
  }
}
