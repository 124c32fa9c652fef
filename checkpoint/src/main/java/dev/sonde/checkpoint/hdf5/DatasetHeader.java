package dev.sonde.checkpoint.hdf5;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.util.List;

/** Reads what describes a dataset: its type, its shape, and where its data is. */
final class DatasetHeader {

  private final AddressSpace space;
  private final ObjectHeader header;
  private final long address;
  private final ObjectPath path;
  private final GlobalHeap heap;

  DatasetHeader(
      AddressSpace space, ObjectHeader header, long address, ObjectPath path, GlobalHeap heap) {
    this.space = space;
    this.address = address;
    this.header = header;
    this.path = path;
    this.heap = heap;
  }

  Hdf5Dataset read(LazyAttributes attributes, DataLimit limit) {
    if (header.has(Message.EXTERNAL_FILES)) {
      throw path.error("its data is in external files, which are not read");
    }
    Dataspace dataspace = Dataspace.read(header.get(Message.DATASPACE, "dataspace", 0).body());
    Datatype type = DatatypeMessage.read(header.get(Message.DATATYPE, "datatype", 0).body());
    long count = dataspace.count();
    if (count > Long.MAX_VALUE / type.size()) throw path.error("more than 2^63 bytes");
    long size = count * type.size();
    Cursor layoutAt = header.get(Message.LAYOUT, "data layout", 0).body();
    Layout layout = Layout.read(layoutAt);
    Storage storage = storage(layout, layoutAt, dataspace, type, size, limit);
    return new Hdf5Dataset(path, type, dataspace.shape(), storage, heap, attributes);
  }

  private Storage storage(
      Layout layout,
      Cursor layoutAt,
      Dataspace dataspace,
      Datatype type,
      long size,
      DataLimit limit) {
    Shape shape = dataspace.shape();
    if (shape == null || size == 0) return Storage.mapped(space.bytes().segment().asSlice(0, 0));
    byte[] fill = FillValue.of(header, type.size());
    return switch (layout) {
      case Layout.Compact(long at, long room) -> mapped(at, room, size, limit);
      case Layout.Contiguous(long start, long room) -> {
        if (start != AddressSpace.UNDEFINED) {
          yield mapped(start, room < 0 ? size : room, size, limit);
        }
        limit.claim(path, size);
        yield Storage.deferred(size, target -> Fill.all(target, fill));
      }
      case Layout.Chunked chunked -> {
        if (chunked.elementSize() != type.size()) {
          throw path.error(
              "chunks of elements of "
                  + chunked.elementSize()
                  + " bytes for a type of "
                  + type.size());
        }
        ChunkGrid grid = ChunkGrid.of(layoutAt, shape, dataspace, chunked);
        limit.claim(path, grid.paddedBytes());
        boolean single = chunked.index() instanceof Layout.IndexKind.Single;
        if (chunked.address() != AddressSpace.UNDEFINED && !single) {
          limit.claimIndex(path, chunked.address(), address);
        }
        ChunkedData data = new ChunkedData(path, space, chunked, grid, filters(type), fill);
        yield Storage.deferred(size, data::read);
      }
    };
  }

  private Storage mapped(long at, long room, long size, DataLimit limit) {
    if (room < size) {
      throw path.error("needs " + size + " bytes, but only " + room + " are set aside for it");
    }
    limit.claim(path, size);
    return space.bytes().slice(space.bytes().name(), at, size).storage();
  }

  private List<Filter> filters(Datatype type) {
    Message message = header.find(Message.FILTERS);
    return message == null ? List.of() : Filter.read(message.body(), type.size());
  }
}
