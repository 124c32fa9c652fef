package dev.sonde.checkpoint.hdf5;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the attributes of an object: from its header, or where they are many or large from a
 * fractal heap.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.2.m and v.
 */
final class Attributes {

  private static final int SHARED_TYPE = 1;
  private static final int SHARED_SPACE = 2;
  private static final int IN_SHARED_HEAP = 2;
  private static final int MAX_NAME = 1 << 16;

  private Attributes() {}

  static Map<String, Hdf5Attribute> read(AddressSpace space, ObjectHeader header, GlobalHeap heap) {
    List<Hdf5Attribute> found = new ArrayList<>();
    for (Message message : header.all(Message.ATTRIBUTE)) found.add(one(message.body(), heap));
    Message info = header.find(Message.ATTRIBUTE_INFO);
    if (info != null) dense(info.body(), heap, found);
    Map<String, Hdf5Attribute> byName = new LinkedHashMap<>();
    for (Hdf5Attribute attribute : found) {
      if (byName.putIfAbsent(attribute.name(), attribute) != null) {
        throw space.error(
            0, "two attributes are named '" + ObjectPath.shown(attribute.name()) + "'");
      }
    }
    return Collections.unmodifiableMap(byName);
  }

  private static void dense(Cursor in, GlobalHeap globalHeap, List<Hdf5Attribute> found) {
    in.version(0, "attribute information");
    int flags = in.u8();
    if ((flags & 1) != 0) in.skip(2);
    long heapAddress = in.address();
    long names = in.address();
    if (heapAddress == AddressSpace.UNDEFINED) return;
    FractalHeap heap = FractalHeap.read(in.space(), heapAddress);
    BTree2 tree = BTree2.read(in.space(), names);
    tree.require(BTree2.ATTRIBUTE_NAMES);
    List<Hdf5Attribute> many = new ArrayList<>();
    tree.each(
        record -> {
          Cursor body = heap.object(record);
          if ((record.u8() & IN_SHARED_HEAP) != 0) {
            throw record.error("an attribute in the shared message heap, which cannot be read");
          }
          many.add(one(body, globalHeap));
        });
    many.sort(Comparator.comparing(Hdf5Attribute::name));
    found.addAll(many);
  }

  private static Hdf5Attribute one(Cursor in, GlobalHeap heap) {
    int version = in.u8();
    if (version < 1 || version > 3) throw in.error("an attribute of version " + version);
    int flags = in.u8();
    int nameLength = in.u16();
    int typeLength = in.u16();
    int spaceLength = in.u16();
    if (version == 3) in.skip(1);
    long start = in.at();
    String name = trimmed(in.utf8(nameLength, MAX_NAME, "an attribute's name"));
    if (version == 1) in.align(start, 8);
    boolean marked = version > 1;
    Cursor typeAt = in.take(typeLength);
    if (!marked) in.align(typeAt.at(), 8);
    Cursor spaceAt = in.take(spaceLength);
    if (!marked) in.align(spaceAt.at(), 8);
    if (marked && (flags & SHARED_TYPE) != 0) typeAt = Message.shared(typeAt, Message.DATATYPE);
    if (marked && (flags & SHARED_SPACE) != 0) spaceAt = Message.shared(spaceAt, Message.DATASPACE);
    Datatype type = DatatypeMessage.read(typeAt);
    Dataspace dataspace = Dataspace.read(spaceAt);
    long count = dataspace.count();
    if (count > in.left() / type.size()) {
      throw in.error(
          "attribute '"
              + ObjectPath.shown(name)
              + "' has "
              + count
              + " elements, more than fit in it");
    }
    long length = count * type.size();
    return new Hdf5Attribute(
        name,
        type,
        dataspace.shape(),
        in.space().bytes().slice(in.space().bytes().name(), in.at(), length),
        heap);
  }

  private static String trimmed(String name) {
    int nul = name.indexOf(0);
    return nul < 0 ? name : name.substring(0, nul);
  }
}
