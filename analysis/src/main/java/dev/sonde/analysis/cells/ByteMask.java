package dev.sonde.analysis.cells;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight comparisons at once: a search compares a byte per unit, step and sequence. */
final class ByteMask {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** Brings the lowest bits of eight bytes together in the highest byte, in their order. */
  private static final long GATHER = 0x0102040810204080L;

  private ByteMask() {}

  /** Bit k says whether {@code bytes[at + k] > limit}, for k from 0 to 7. */
  static long above(byte[] bytes, int at, int limit) {
    if (limit >= 127) return 0;
    if (limit < -128) return 0xff;
    // Signed bytes compare like unsigned ones with the highest bit turned over; a > limit is
    // a ≥ limit + 1.
    long a = (long) LONG.get(bytes, at) ^ HIGH;
    long b = (((limit + 1) & 0xffL) ^ 0x80) * LOW;
    long sevenBits = (a | HIGH) - (b & ~HIGH);
    long atLeast = ((a & ~b) | (~(a ^ b) & sevenBits)) & HIGH;
    return ((atLeast >>> 7) * GATHER) >>> 56;
  }
}
