package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;

/**
 * The file's first structure: where it starts, how wide addresses are, where the root group is.
 *
 * <p>Source: HDF5 File Format Specification 3.0, II.A.
 */
record Superblock(AddressSpace space, long root) {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** What the extension of a superblock may say that changes how the file must be read. */
  private static final int SHARED_MESSAGE_TABLE = 0x0f;

  private static final int DRIVER_INFO = 0x14;
  private static final int CACHE_IMAGE = 0x18;

  /** Where the signature stands: at 0, or behind a user block of 512, 1024, 2048, … bytes. */
  static long find(Bytes bytes) {
    if (bytes.startsWith(0, SIGNATURE)) return 0;
    for (long at = 512; at > 0 && at < bytes.size(); at *= 2) {
      if (bytes.startsWith(at, SIGNATURE)) return at;
    }
    return -1;
  }

  static Superblock read(Bytes file, boolean verify) {
    long start = find(file);
    if (start < 0) throw file.error(0, "no HDF5 signature");
    Bytes bytes = file.slice(file.name(), start, file.size() - start);
    int version = bytes.u8(8);
    return switch (version) {
      case 0, 1 -> readOld(bytes, version, verify);
      case 2, 3 -> readNew(bytes, verify);
      default -> throw bytes.error(8, "superblock version " + version + ", 0 to 3 are known");
    };
  }

  private static Superblock readOld(Bytes bytes, int version, boolean verify) {
    AddressSpace space = space(bytes, 13, verify);
    Cursor in = space.cursor(version == 0 ? 24 : 28, "the superblock");
    long base = in.address();
    in.skip(space.addressSize());
    requireWhole(in, base, in.address());
    if (in.address() != AddressSpace.UNDEFINED) throw severalFiles(in);
    in.skip(space.addressSize());
    return new Superblock(space, in.address());
  }

  private static Superblock readNew(Bytes bytes, boolean verify) {
    AddressSpace space = space(bytes, 9, verify);
    Cursor in = space.cursor(12, "the superblock");
    long base = in.address();
    long extension = in.address();
    long end = in.address();
    long root = in.address();
    space.checksum(0, in.at(), "the superblock");
    requireWhole(in, base, end);
    if (extension != AddressSpace.UNDEFINED) refuse(ObjectHeader.read(space, extension), in);
    return new Superblock(space, root);
  }

  private static void refuse(ObjectHeader extension, Cursor in) {
    if (extension.has(DRIVER_INFO)) throw severalFiles(in);
    if (extension.has(CACHE_IMAGE)) {
      throw in.error("the file was closed with a metadata cache image, which cannot be read");
    }
    if (extension.has(SHARED_MESSAGE_TABLE)) {
      throw in.error("the file keeps messages in a shared message table, which cannot be read");
    }
  }

  private static RuntimeException severalFiles(Cursor in) {
    return in.error("the file is one part of several (family or multi driver): join them first");
  }

  private static AddressSpace space(Bytes bytes, long at, boolean verify) {
    int addressSize = bytes.u8(at);
    int lengthSize = bytes.u8(at + 1);
    if (!isWidth(addressSize) || !isWidth(lengthSize)) {
      throw bytes.error(
          at, "addresses of " + addressSize + " and lengths of " + lengthSize + " bytes");
    }
    return new AddressSpace(bytes, addressSize, lengthSize, verify);
  }

  private static boolean isWidth(int width) {
    return width == 2 || width == 4 || width == 8;
  }

  /**
   * Counted from the base: a user block may have been put before the file, or taken away, later.
   */
  private static void requireWhole(Cursor in, long base, long end) {
    long size = in.space().bytes().size();
    if (base < 0 || end < base || end - base > size) {
      throw in.error(
          "the superblock counts "
              + (end - base)
              + " bytes, the file has "
              + size
              + ": truncated?");
    }
  }
}
