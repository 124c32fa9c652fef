package dev.sonde.checkpoint.hdf5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Marc Lehmann's LZF, which h5py offers as a filter: runs of up to 32 literal bytes, and
 * back-references of 3 to 264 bytes that reach up to 8 KiB back.
 */
final class Lzf {

  private Lzf() {}

  /**
   * Decodes {@code in} to the start of {@code out}.
   *
   * @return the number of bytes decoded, or -1 if the data is damaged
   */
  static long decode(MemorySegment in, MemorySegment out) {
    long end = in.byteSize();
    long from = 0;
    long to = 0;
    while (from < end) {
      int control = u8(in, from++);
      if (control < 32) {
        int run = control + 1;
        if (run > end - from || run > out.byteSize() - to) return -1;
        MemorySegment.copy(in, from, out, to, run);
        from += run;
        to += run;
        continue;
      }
      int length = (control >> 5) + 2;
      if (length == 9) {
        if (from == end) return -1;
        length += u8(in, from++);
      }
      if (from == end) return -1;
      long source = to - ((control & 0x1f) << 8) - u8(in, from++) - 1;
      if (source < 0 || length > out.byteSize() - to) return -1;
      copyWithin(out, source, to, length);
      to += length;
    }
    return to;
  }

  private static int u8(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  /** A reference may reach into what it writes itself: then byte by byte. */
  private static void copyWithin(MemorySegment out, long source, long to, int length) {
    if (to - source >= length) {
      MemorySegment.copy(out, source, out, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        out.set(ValueLayout.JAVA_BYTE, to + i, out.get(ValueLayout.JAVA_BYTE, source + i));
      }
    }
  }
}
