package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Bytes;

/** Also collects the storages, whose lengths must be known before their bytes can be found. */
final class LegacyAudit extends UnpickleAudit {

  private final Bytes bytes;
  private final LegacyStorages storages;

  LegacyAudit(Bytes bytes, LegacyStorages storages) {
    super(false);
    this.bytes = bytes;
    this.storages = storages;
  }

  /**
   * Beside storages the stream names module classes with their source code, {@code ('module',
   * class, file, source)}, for which the class stands.
   */
  @Override
  public PickleValue persistent(PickleValue id, long at) {
    if (id instanceof Sequence tuple
        && tuple.items().size() == 4
        && "module".equals(PickleValue.text(tuple.items().getFirst(), 16))
        && tuple.items().get(1) instanceof Global module) {
      return module;
    }
    storages.claim(StorageId.of(id, bytes.name()));
    return new Persistent(id);
  }
}
