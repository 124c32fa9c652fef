package dev.sonde.checkpoint.hdf5;

/** One message of an {@link ObjectHeader}: a type, and where its body stands. */
record Message(int type, int flags, AddressSpace space, long at, long length) {

  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int OLD_FILL_VALUE = 0x04;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int SHARED = 0x02;
  private static final int IN_HEAP = 1;

  /** The body, wherever it stands: a shared message's is in another object's header. */
  Cursor body() {
    Cursor own = new Cursor(space, at, at + length);
    return (flags & SHARED) == 0 ? own : shared(own, type);
  }

  /**
   * Follows a reference to a message of {@code type} in the header of a named object.
   *
   * <p>Source: HDF5 File Format Specification 3.0, IV.A.1.a, "Shared Message".
   */
  static Cursor shared(Cursor reference, int type) {
    int version = reference.u8();
    int kind = reference.u8();
    if (version < 1 || version > 3) {
      throw reference.error("a shared message of version " + version);
    }
    if (version == 1) reference.skip(6);
    if (version == 3 && kind == IN_HEAP) {
      throw reference.error("a message in the shared message heap, which cannot be read");
    }
    long address = reference.address();
    Message named =
        ObjectHeader.read(reference.space(), address).get(type, "message to share", address);
    if ((named.flags & SHARED) != 0) {
      throw reference.error("a shared message that is itself shared");
    }
    return new Cursor(named.space, named.at, named.at + named.length);
  }
}
