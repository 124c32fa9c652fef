package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Bytes;
import java.util.HashMap;
import java.util.Map;

/**
 * Where text of any length is kept: collections of numbered objects.
 *
 * <p>Source: HDF5 File Format Specification 3.0, III.E.
 */
final class GlobalHeap {

  private static final String WHAT = "a global heap collection";

  private final AddressSpace space;

  /** Per collection, where the object of each number starts and how long it is. */
  private final Map<Long, Map<Integer, long[]>> collections = new HashMap<>();

  GlobalHeap(AddressSpace space) {
    this.space = space;
  }

  /** The object that a reference in {@code data} (length, collection, number) leads to. */
  Cursor object(Bytes data, long at) {
    long length = data.u32(at);
    long collection = space.address(data, at + 4);
    int number = data.i32(at + 4 + space.addressSize());
    if (length == 0) return new Cursor(space, 0, 0);
    long[] place = collections.computeIfAbsent(collection, this::read).get(number);
    if (place == null) {
      throw space.error(collection, "a global heap collection without the object " + number);
    }
    if (length > place[1]) {
      throw space.error(place[0], "text of " + length + " bytes in a heap's object of " + place[1]);
    }
    return space.cursor(place[0], length, "text in the global heap");
  }

  private Map<Integer, long[]> read(long address) {
    Cursor head = space.cursor(address, WHAT);
    head.signature("GCOL", WHAT);
    head.version(1, WHAT);
    head.skip(3);
    long size = head.length();
    long headLength = head.at() - address;
    if (size < headLength) throw head.error(WHAT + " of " + size + " bytes");
    Cursor in = space.cursor(head.at(), size - headLength, WHAT);
    Map<Integer, long[]> objects = new HashMap<>();
    while (in.left() >= 8 + space.lengthSize()) {
      int number = in.u16();
      in.skip(6);
      long length = in.length();
      // Number 0 is the free space, and the last.
      if (number == 0) break;
      objects.put(number, new long[] {in.at(), length});
      in.skip(length);
      long padding = -length & 7;
      in.skip(Math.min(padding, in.left()));
    }
    return objects;
  }
}
