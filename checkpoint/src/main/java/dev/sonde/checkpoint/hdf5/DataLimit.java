package dev.sonde.checkpoint.hdf5;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the data that a file may claim to hold. Deflate expands by at most 1032 to 1, so honest
 * datasets together stay below that times the file, but for chunks that were never written and hold
 * a fill value: 64 MiB are allowed for those.
 */
final class DataLimit {

  private static final long EXPANSION = 1032;
  private static final long CONSTANT = 64L << 20;

  private final long most;
  private final Map<Long, Long> indexes = new HashMap<>();
  private long claimed;

  DataLimit(long fileSize) {
    this.most = EXPANSION * Math.min(fileSize, 1L << 52) + CONSTANT;
  }

  /** Each index of chunks belongs to one dataset; its names are all of one header. */
  void claimIndex(ObjectPath where, long index, long header) {
    Long before = indexes.putIfAbsent(index, header);
    if (before != null && before != header) {
      throw where.error("shares the index of its chunks with another dataset");
    }
  }

  void claim(ObjectPath where, long bytes) {
    if (bytes > most - claimed) {
      throw where.error(
          "claims to hold "
              + bytes
              + " bytes; all datasets of this file together cannot hold more than "
              + most);
    }
    claimed += bytes;
  }
}
