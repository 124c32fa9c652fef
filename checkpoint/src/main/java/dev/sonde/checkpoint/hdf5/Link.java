package dev.sonde.checkpoint.hdf5;

/**
 * A name in a group, and what it leads to.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.2.g.
 */
sealed interface Link {

  String name();

  /** To an object of this file. */
  record Hard(String name, long address) implements Link {}

  /** To whatever has this path in this file. */
  record Soft(String name, String target) implements Link {}

  /** To an object of another file, or something that a plug-in understands. Never followed. */
  record Foreign(String name, String describe) implements Link {}

  int MAX_NAME = 1 << 16;

  /** A link with its place in the order in which the group's links were made; -1 if unknown. */
  record Ordered(Link link, long order) {}

  static Ordered read(Cursor in) {
    in.version(1, "a link");
    int flags = in.u8();
    int kind = (flags & 8) != 0 ? in.u8() : 0;
    long order = (flags & 4) != 0 ? in.size(8) : -1;
    if ((flags & 16) != 0) in.skip(1);
    long length = in.size(1 << (flags & 3));
    String name = in.utf8(length, MAX_NAME, "a link's name");
    Link link =
        switch (kind) {
          case 0 -> new Hard(name, in.address());
          case 1 -> new Soft(name, in.utf8(in.u16(), MAX_NAME, "a link's target"));
          case 64 -> new Foreign(name, external(in));
          default -> new Foreign(name, "a link of the unknown kind " + kind);
        };
    return new Ordered(link, order);
  }

  /** A byte of version and flags, then the file's name and the object's path. */
  private static String external(Cursor in) {
    Cursor names = in.take(in.u16());
    names.skip(1);
    String file = ObjectPath.shown(names.nulTerminated(MAX_NAME, "a file's name"));
    String path = ObjectPath.shown(names.nulTerminated(MAX_NAME, "a path"));
    return "an external link to '" + path + "' in the file '" + file + "'";
  }
}
