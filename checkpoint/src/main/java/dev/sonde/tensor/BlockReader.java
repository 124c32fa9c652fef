package dev.sonde.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Decodes any run of numbers out of a coded storage: whole blocks straight into the target, the
 * ends of a run through one block that is kept, since the next run often goes on there.
 */
final class BlockReader {

  private static final int BATCH_BYTES = 1 << 14;

  private final MemorySegment from;
  private final BlockLayout layout;
  private final byte[] coded;
  private final float[] block;
  private long held = -1;

  BlockReader(MemorySegment from, BlockLayout layout) {
    this.from = from;
    this.layout = layout;
    long room = Math.max(BATCH_BYTES / layout.bytes(), 1) * (long) layout.bytes();
    this.coded = new byte[(int) Math.max(layout.bytes(), Math.min(room, from.byteSize()))];
    this.block = new float[layout.elements()];
  }

  /** Decodes {@code n} numbers from number {@code start} of the storage on. */
  void floats(long start, float[] target, int to, int n) {
    int size = layout.elements();
    for (int done = 0; done < n; ) {
      long at = start + done;
      int skip = (int) (at % size);
      int whole = (n - done) / size;
      if (skip > 0 || whole == 0) {
        int length = Math.min(size - skip, n - done);
        hold(at / size);
        System.arraycopy(block, skip, target, to + done, length);
        done += length;
      } else {
        int blocks = Math.min(whole, coded.length / layout.bytes());
        decode(at / size, blocks, target, to + done);
        done += blocks * size;
      }
    }
  }

  private void hold(long number) {
    if (held == number) return;
    decode(number, 1, block, 0);
    held = number;
  }

  private void decode(long number, int blocks, float[] target, int to) {
    MemorySegment.copy(
        from,
        ValueLayout.JAVA_BYTE,
        number * layout.bytes(),
        coded,
        0,
        Math.multiplyExact(blocks, layout.bytes()));
    layout.decode(coded, 0, target, to, blocks);
  }
}
