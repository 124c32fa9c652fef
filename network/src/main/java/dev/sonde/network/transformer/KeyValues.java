package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys and values of the positions that were read before, so that they are not read again. */
final class KeyValues implements AutoCloseable {

  private final @Nullable Array[] keys;
  private final @Nullable Array[] values;
  private int length;

  KeyValues(int layers) {
    keys = new Array[layers];
    values = new Array[layers];
  }

  /** How many positions were read. */
  int length() {
    return length;
  }

  /** Notes that the current call's positions were read. */
  void advance(int positions) {
    length += positions;
  }

  /** All keys of a layer, {@code more} included: {@code [rows × heads × positions × width]}. */
  Array keys(int layer, Array more) {
    return joined(keys, layer, more);
  }

  Array values(int layer, Array more) {
    return joined(values, layer, more);
  }

  private static Array joined(@Nullable Array[] kept, int layer, Array more) {
    Array before = kept[layer];
    try (Scope scope = new Scope()) {
      Array all = before == null ? more : Functional.concatenate(2, before, more);
      Array next = scope.keep(all.contiguous());
      if (before != null) before.close();
      kept[layer] = next;
      return next;
    }
  }

  /** Forgets all, so that a text is read again. */
  void clear() {
    close();
    Arrays.fill(keys, null);
    Arrays.fill(values, null);
    length = 0;
  }

  @Override
  public void close() {
    for (Array array : keys) if (array != null) array.close();
    for (Array array : values) if (array != null) array.close();
  }
}
