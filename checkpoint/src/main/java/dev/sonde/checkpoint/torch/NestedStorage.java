package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;

/**
 * A storage as Python's own {@code pickle} keeps it: {@code torch.storage._load_from_bytes(b'…')},
 * a file of {@code torch.save} that holds one storage.
 */
record NestedStorage(StorageId id, TorchStorages.Located at) {

  static boolean isOne(Call call) {
    return call.isOf("torch.storage", "_load_from_bytes");
  }

  /** The bytes that the call was to load. */
  static Data data(Call call, String where) {
    PickleValue argument = Rebuilder.argument(call.arguments(), 0, where);
    if (argument instanceof Data data && data.kind() != Data.Kind.TEXT) return data;
    throw new CheckpointException(where + ": a storage without its bytes");
  }

  /**
   * Reads such bytes.
   *
   * @throws CheckpointException that starts with {@code where} if they are no storage
   */
  static NestedStorage of(Data data, String where) {
    TorchLegacyReader.Stream stream = stream(data, where);
    if (!(stream.object() instanceof Persistent storage)) {
      throw new CheckpointException(where + ": its storage is something else");
    }
    StorageId id = StorageId.of(storage.id(), where);
    return new NestedStorage(id, stream.storages().find(id, where));
  }

  /** Whether a Python that loads them would only make a storage. */
  static boolean isHarmless(Data data) {
    try {
      return stream(data, "").audit().isSilent();
    } catch (CheckpointException damaged) {
      return false;
    }
  }

  private static TorchLegacyReader.Stream stream(Data data, String where) {
    Bytes bytes = data.bytes().slice(where, 0, data.bytes().size());
    if (!TorchLegacyReader.isStream(bytes)) {
      throw new CheckpointException(where + ": its storage is no file of torch.save");
    }
    return TorchLegacyReader.parse(bytes);
  }
}
