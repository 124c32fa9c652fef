package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.None;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle says of a storage: {@code ('storage', torch.FloatStorage, key, 'cuda:0',
 * elements)}, in the legacy stream with a view of another storage behind it. The device tag does
 * not matter here.
 *
 * @param elements number of elements of the whole storage
 * @param view the part that is meant, in elements, or null for the whole
 */
record StorageId(TorchType type, String key, long elements, @Nullable View view) {

  private static final int MAX_KEY = 1024;

  /** {@code offset} and {@code elements} of a part. */
  record View(long offset, long elements) {}

  /**
   * Reads a persistent identifier.
   *
   * @throws CheckpointException that starts with {@code where} if it is none of a storage
   */
  static StorageId of(PickleValue id, String where) {
    if (!(id instanceof Sequence tuple) || tuple.items().size() < 5) throw bad(id, where);
    List<PickleValue> parts = tuple.items();
    if (!"storage".equals(PickleValue.text(parts.get(0), MAX_KEY))
        || !(parts.get(1) instanceof Global storage)
        || !(parts.get(4) instanceof Int elements)
        || elements.value() < 0) {
      throw bad(id, where);
    }
    TorchType type = TorchType.ofStorage(storage.name());
    if (type == null) {
      throw new CheckpointException(where + ": a storage of unknown type " + storage);
    }
    View view = parts.size() > 5 ? view(parts.get(5), id, where) : null;
    return new StorageId(type, key(parts.get(2), id, where), elements.value(), view);
  }

  private static String key(PickleValue key, PickleValue id, String where) {
    if (key instanceof Int number) return String.valueOf(number.value());
    String text = PickleValue.text(key, MAX_KEY);
    if (text == null) throw bad(id, where);
    return text;
  }

  private static @Nullable View view(PickleValue view, PickleValue id, String where) {
    if (view instanceof None) return null;
    if (!(view instanceof Sequence parts)
        || parts.items().size() != 3
        || !(parts.items().get(1) instanceof Int offset)
        || !(parts.items().get(2) instanceof Int elements)
        || offset.value() < 0
        || elements.value() < 0) {
      throw bad(id, where);
    }
    return new View(offset.value(), elements.value());
  }

  private static CheckpointException bad(PickleValue id, String where) {
    return new CheckpointException(
        where
            + ": expected ('storage', type, key, device, elements), found "
            + PickleText.of(id, 200));
  }

  /** Bytes of the whole storage; those of a claim beyond 2^63 come out as the most there is. */
  long byteSize() {
    return elements > Long.MAX_VALUE / type.byteSize()
        ? Long.MAX_VALUE
        : elements * type.byteSize();
  }
}
