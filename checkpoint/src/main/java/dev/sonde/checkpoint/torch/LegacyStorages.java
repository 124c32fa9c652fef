package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Storages one after the other behind the pickles of a legacy stream: a count of elements in 64
 * bits, then the elements.
 *
 * <p>The elements are little-endian on every machine ({@code THPStorage_writeFileRaw} converts
 * them); only the count was in the machine's own order before torch 1.4, so a big-endian count is
 * accepted where {@code sys_info} says that the machine was.
 */
final class LegacyStorages implements TorchStorages {

  private final Bytes bytes;
  private final Map<String, StorageId> claims = new HashMap<>();
  private final Map<String, Bytes> parts = new HashMap<>();

  LegacyStorages(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Remembers a storage that the pickle names: its type tells how long its elements are. */
  void claim(StorageId id) {
    StorageId first = claims.putIfAbsent(id.key(), id);
    if (first != null && (first.elements() != id.elements() || !first.type().equals(id.type()))) {
      throw new CheckpointException(
          bytes.name()
              + ": storage '"
              + id.key()
              + "' is claimed as "
              + first.elements()
              + " × torch."
              + first.type().name()
              + " and as "
              + id.elements()
              + " × torch."
              + id.type().name());
    }
  }

  /** Finds the storages, which lie in the order of {@code keys} from {@code at}; gives the end. */
  long locate(List<String> keys, long at, boolean bigEndianCounts) {
    long next = at;
    for (String key : keys) {
      StorageId claim = claims.get(key);
      if (claim == null) throw bytes.error(next, "storage '" + key + "' belongs to no tensor");
      long count = bytes.i64(next);
      if (bigEndianCounts && count != claim.elements()) count = Long.reverseBytes(count);
      if (count != claim.elements()) {
        throw bytes.error(
            next,
            "storage '"
                + key
                + "' has "
                + count
                + " elements, its tensors expect "
                + claim.elements());
      }
      Bytes part = bytes.slice(bytes.name(), next + 8, claim.byteSize());
      if (parts.put(key, part) != null) throw bytes.error(next, "storage '" + key + "' twice");
      next += 8 + part.size();
    }
    return next;
  }

  @Override
  public Located find(StorageId id, String where) {
    Bytes part = parts.get(id.key());
    if (part == null) {
      throw new CheckpointException(where + ": the file has no storage '" + id.key() + "'");
    }
    StorageId.View view = id.view();
    if (view == null) return new Located(part.storage(), ByteOrder.LITTLE_ENDIAN);
    if (view.offset() > id.elements() || view.elements() > id.elements() - view.offset()) {
      throw new CheckpointException(
          where
              + ": elements "
              + view.offset()
              + " and "
              + view.elements()
              + " more of storage '"
              + id.key()
              + "', which has "
              + id.elements());
    }
    int size = id.type().byteSize();
    Bytes slice = part.slice(bytes.name(), view.offset() * size, view.elements() * size);
    return new Located(slice.storage(), ByteOrder.LITTLE_ENDIAN);
  }
}
