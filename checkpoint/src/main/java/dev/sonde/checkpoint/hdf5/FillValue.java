package dev.sonde.checkpoint.hdf5;

import org.jspecify.annotations.Nullable;

/**
 * What elements that were never written are: the bytes of one element, or nothing for zeros.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.2.e and f.
 */
final class FillValue {

  private static final int LIMIT = 1 << 16;
  private static final int DEFINED = 0x20;

  private FillValue() {}

  static byte @Nullable [] of(ObjectHeader header, long elementSize) {
    Message message = header.find(Message.FILL_VALUE);
    if (message == null) message = header.find(Message.OLD_FILL_VALUE);
    if (message == null) return null;
    Cursor in = message.body();
    byte[] value = message.type() == Message.FILL_VALUE ? read(in) : bytes(in);
    if (value == null || value.length == 0) return null;
    if (value.length != elementSize) {
      throw in.error("a fill value of " + value.length + " bytes for elements of " + elementSize);
    }
    return value;
  }

  private static byte @Nullable [] read(Cursor in) {
    int version = in.u8();
    if (version < 1 || version > 3) throw in.error("a fill value of version " + version);
    if (version == 3) return (in.u8() & DEFINED) != 0 ? bytes(in) : null;
    in.skip(2);
    boolean defined = in.u8() != 0;
    return version == 1 || defined ? bytes(in) : null;
  }

  private static byte @Nullable [] bytes(Cursor in) {
    long size = in.u32();
    if (size >= 1L << 31) return null;
    return in.space().bytes().copy(in.at(), in.take(size).left(), LIMIT, "a fill value");
  }
}
