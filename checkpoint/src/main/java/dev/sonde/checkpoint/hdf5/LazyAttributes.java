package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object's attributes, read from its header when they are first asked for. */
final class LazyAttributes {

  private final ObjectPath path;
  private final AddressSpace space;
  private final long header;
  private final GlobalHeap heap;
  private @Nullable Map<String, Hdf5Attribute> read;

  LazyAttributes(ObjectPath path, AddressSpace space, long header, GlobalHeap heap) {
    this.path = path;
    this.space = space;
    this.header = header;
    this.heap = heap;
  }

  Map<String, Hdf5Attribute> get() {
    if (read == null) {
      try {
        read = Attributes.read(space, ObjectHeader.read(space, header), heap);
      } catch (CheckpointException e) {
        throw path.at(e);
      }
    }
    return read;
  }
}
