package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;

/**
 * The file as HDF5's structures see it: bytes counted from the base address, with addresses and
 * lengths as wide as the superblock says, and a budget of work.
 *
 * <p>The budget is what keeps a small hostile file from costing much: every structure that is
 * parsed costs its bytes. An honest file is parsed a few times over at most; a file in which
 * thousands of entries point to the same megabyte runs out.
 *
 * <p>Not thread-safe: take a {@link #fresh} one for another thread or another piece of work.
 */
final class AddressSpace {

  /** "No such thing in the file": an address of all ones. */
  static final long UNDEFINED = -1;

  private static final long WORK_PER_BYTE = 16;
  private static final long WORK_AT_LEAST = 1L << 20;

  private final Bytes bytes;
  private final int addressSize;
  private final int lengthSize;
  private final boolean verify;
  private long budget;

  /**
   * @param verify whether checksums must match; tests of damaged files switch it off to get past
   *     them, as an attacker would by computing them
   */
  AddressSpace(Bytes bytes, int addressSize, int lengthSize, boolean verify) {
    this.bytes = bytes;
    this.addressSize = addressSize;
    this.lengthSize = lengthSize;
    this.verify = verify;
    this.budget = WORK_PER_BYTE * Math.min(bytes.size(), 1L << 58) + WORK_AT_LEAST;
  }

  /** The same file with a budget of its own, no larger than the whole file's. */
  AddressSpace fresh(long work) {
    AddressSpace other = new AddressSpace(bytes, addressSize, lengthSize, verify);
    other.budget = Math.min(other.budget, work);
    return other;
  }

  /** The same file, of which only so many bytes are on disk. */
  AddressSpace packed(long onDisk) {
    // Names and tables deflate well, but they are the smaller part of a file of weights.
    return fresh(4 * WORK_PER_BYTE * Math.min(onDisk, 1L << 56) + WORK_AT_LEAST);
  }

  Bytes bytes() {
    return bytes;
  }

  /** Bytes of an address. */
  int addressSize() {
    return addressSize;
  }

  /** Bytes of a length. */
  int lengthSize() {
    return lengthSize;
  }

  /** A structure to parse; costs its bytes. */
  Cursor cursor(long at, long length, String what) {
    bytes.require(at, length, what);
    spend(at, length);
    return new Cursor(this, at, at + length);
  }

  /** The head of a structure that tells its own length; costs a little. */
  Cursor cursor(long at, String what) {
    bytes.require(at, 1, what);
    spend(at, 64);
    return new Cursor(this, at, bytes.size());
  }

  /** Pays for work on {@code length} bytes. */
  void spend(long at, long length) {
    budget -= length;
    if (budget < 0) {
      throw bytes.error(
          at, "the file's structures refer to the same bytes again and again: it is damaged");
    }
  }

  /** Demands that the four bytes at {@code end} are the checksum of those from {@code start}. */
  void checksum(long start, long end, String what) {
    bytes.require(start, end - start + 4, what);
    if (!verify) return;
    int stored = bytes.i32(end);
    int computed = Checksums.lookup3(bytes.segment(), start, end - start);
    if (stored != computed) {
      throw bytes.error(
          start, "%s is damaged: checksum %08x, stored %08x".formatted(what, computed, stored));
    }
  }

  boolean verifies() {
    return verify;
  }

  CheckpointException error(long at, String message) {
    return bytes.error(at, message);
  }

  /** An address that stands in data instead of in a structure. */
  long address(Bytes data, long at) {
    long value = 0;
    for (int i = addressSize - 1; i >= 0; i--) value = (value << 8) | data.u8(at + i);
    return widen(value);
  }

  /** All ones of any width mean the same. */
  long widen(long address) {
    return addressSize < 8 && address == (1L << (8 * addressSize)) - 1 ? UNDEFINED : address;
  }
}
