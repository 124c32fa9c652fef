package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.pickle.PickleValue.BigInt;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Real;
import dev.sonde.checkpoint.pickle.PickleValue.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dict whose scalar keys are equal when Python's are ({@code 1 == 1.0 == True}) and keep the
 * place of their first putting, so that a file cannot show Sonde another value than it would give
 * to Python. Long keys and keys that hold other values are compared by identity.
 */
public abstract sealed class PickleDict permits PickleValue.Dict {

  /** A key of the file's bytes costs a copy in every dict it is put into. */
  static final int MAX_DATA_KEY = 1024;

  /** A key as it was first put, and the value that was put last. */
  public record Entry(PickleValue key, PickleValue value) {}

  private final Map<Object, Entry> entries = new LinkedHashMap<>(4);

  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  public int size() {
    return entries.size();
  }

  /** The value under a text key, or null. */
  public @Nullable PickleValue get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  void put(PickleValue key, PickleValue value) {
    entries.merge(canonical(key), new Entry(key, value), (a, b) -> new Entry(a.key(), b.value()));
  }

  private static Object canonical(PickleValue key) {
    return switch (key) {
      case Text text -> text.value();
      case Bool bool -> bool.value() ? 1L : 0L;
      case Int integer -> integer.value();
      case BigInt big -> big.value();
      case Real real
          when real.value() == Math.rint(real.value()) && Math.abs(real.value()) < 0x1p53 ->
          (long) real.value();
      case Data data when data.bytes().size() <= MAX_DATA_KEY -> canonical(data);
      default -> key;
    };
  }

  private static Object canonical(Data data) {
    byte[] bytes = data.bytes().copy(0, data.bytes().size(), MAX_DATA_KEY, "a key");
    return switch (data.kind()) {
      case STRING, TEXT -> new String(bytes, StandardCharsets.UTF_8);
      case BYTES, BYTEARRAY -> ByteBuffer.wrap(bytes);
    };
  }
}
