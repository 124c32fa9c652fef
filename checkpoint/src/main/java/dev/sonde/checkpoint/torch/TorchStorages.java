package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Storage;
import java.nio.ByteOrder;

/** Where a file keeps the bytes of the storages that its pickle names. */
interface TorchStorages {

  /**
   * The bytes of a storage.
   *
   * @throws CheckpointException that starts with {@code where} if there is none, or it is shorter
   *     than claimed
   */
  Located find(StorageId id, String where);

  /** A storage's bytes, or those of the view that was asked for; nothing lies before or behind. */
  record Located(Storage bytes, ByteOrder order) {}
}
