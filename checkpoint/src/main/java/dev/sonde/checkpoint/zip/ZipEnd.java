package dev.sonde.checkpoint.zip;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;

/**
 * What the end records say of the directory.
 *
 * @param at where the first end record stands, and so where the directory must end
 * @param count number of entries
 * @param length bytes of the directory
 * @param start where it starts
 */
record ZipEnd(long at, long count, long length, long start) {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_SIZE = 20;
  private static final int MAX_COMMENT = 65_535;
  private static final long MAX16 = 0xffff;
  private static final long MAX32 = 0xffff_ffffL;

  /**
   * Finds the end of an archive, which must be the end of the file.
   *
   * @throws CheckpointException if there is none, or the ZIP64 record says something else
   */
  static ZipEnd find(Bytes bytes) {
    long at = findRecord(bytes);
    ZipEnd end = new ZipEnd(at, bytes.u16(at + 10), bytes.u32(at + 12), bytes.u32(at + 16));
    long locator = at - LOCATOR64_SIZE;
    if (locator < 0 || bytes.i32(locator) != LOCATOR64) return end;
    long at64 = bytes.i64(locator + 8);
    if (bytes.i32(at64) != END64)
      throw bytes.error(at64, "no ZIP64 end record where one should be");
    if (bytes.i64(at64 + 4) != locator - at64 - 12)
      throw bytes.error(at64, "the ZIP64 end record does not end at its locator");
    ZipEnd end64 =
        new ZipEnd(at64, bytes.i64(at64 + 32), bytes.i64(at64 + 40), bytes.i64(at64 + 48));
    if (differ(end.count(), end64.count(), MAX16)
        || differ(end.length(), end64.length(), MAX32)
        || differ(end.start(), end64.start(), MAX32)) {
      throw bytes.error(at64, "the two end records of the ZIP archive contradict each other");
    }
    return end64;
  }

  /** Whether a field that could hold the value holds another one. */
  private static boolean differ(long narrow, long wide, long full) {
    return narrow != full && narrow != wide;
  }

  private static long findRecord(Bytes bytes) {
    long last = bytes.size() - END_SIZE;
    for (long at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
      if (bytes.i32(at) == END && at + END_SIZE + bytes.u16(at + 20) == bytes.size()) return at;
    }
    throw bytes.error(bytes.size(), "a ZIP archive without its directory: truncated?");
  }
}
