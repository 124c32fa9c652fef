package dev.sonde.checkpoint.hdf5;

import dev.sonde.tensor.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The two checksums of the format: one for metadata, one as a filter on data. */
final class Checksums {

  private Checksums() {}

  /**
   * Bob Jenkins' {@code lookup3} (hashlittle with a seed of 0), which guards metadata since version
   * 1.8 of the format. See <a href="https://burtleburtle.net/bob/c/lookup3.c">lookup3.c</a>.
   */
  static int lookup3(MemorySegment data, long start, long length) {
    int a = 0xdeadbeef + (int) length;
    int b = a;
    int c = a;
    long at = start;
    long left = length;
    for (; left > 12; left -= 12, at += 12) {
      a += data.get(LittleEndian.INT, at);
      b += data.get(LittleEndian.INT, at + 4);
      c += data.get(LittleEndian.INT, at + 8);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    if (left == 0) return c;
    a += tail(data, at, left);
    b += tail(data, at + 4, left - 4);
    c += tail(data, at + 8, left - 8);
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  private static int tail(MemorySegment data, long at, long left) {
    int value = 0;
    for (int i = 0; i < Math.min(left, 4); i++) {
      value |= (data.get(ValueLayout.JAVA_BYTE, at + i) & 0xff) << (8 * i);
    }
    return value;
  }

  /** Fletcher's checksum over big-endian 16-bit words, as the {@code fletcher32} filter adds it. */
  static int fletcher32(MemorySegment data, long length) {
    int low = 0;
    int high = 0;
    long at = 0;
    while (at < length) {
      // 360 words are the most that cannot overflow 32 bits.
      for (long end = Math.min(length, at + 720); at < end; at += 2) {
        int second = at + 1 < length ? data.get(ValueLayout.JAVA_BYTE, at + 1) & 0xff : 0;
        low += ((data.get(ValueLayout.JAVA_BYTE, at) & 0xff) << 8) | second;
        high += low;
      }
      low = (low & 0xffff) + (low >>> 16);
      high = (high & 0xffff) + (high >>> 16);
    }
    low = (low & 0xffff) + (low >>> 16);
    high = (high & 0xffff) + (high >>> 16);
    return (high << 16) | low;
  }
}
