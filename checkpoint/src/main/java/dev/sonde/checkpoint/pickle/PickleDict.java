package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.pickle.PickleValue.BigInt;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Real;
import dev.sonde.checkpoint.pickle.PickleValue.Text;
import java.math.BigInteger;
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
    Entry entry = entries.get(Key.of(Key.Kind.TEXT, key));
    return entry == null ? null : entry.value();
  }

  void put(PickleValue key, PickleValue value) {
    entries.merge(canonical(key), new Entry(key, value), (a, b) -> new Entry(a.key(), b.value()));
  }

  /**
   * A key by value. All are of one class that can be ordered, so that a table in which a file makes
   * thousands collide stays fast.
   */
  private record Key(Kind kind, String text, BigInteger number) implements Comparable<Key> {
    private enum Kind {
      TEXT,
      BYTES,
      GLOBAL,
      INTEGER,
      REAL
    }

    static Key of(Kind kind, String text) {
      return new Key(kind, text, BigInteger.ZERO);
    }

    static Key of(BigInteger number) {
      return new Key(Kind.INTEGER, "", number);
    }

    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      if (byKind != 0) return byKind;
      int byText = text.compareTo(other.text);
      return byText != 0 ? byText : number.compareTo(other.number);
    }
  }

  private static Object canonical(PickleValue key) {
    return switch (key) {
      case Text text -> Key.of(Key.Kind.TEXT, text.value());
      case Bool bool -> Key.of(bool.value() ? BigInteger.ONE : BigInteger.ZERO);
      case Int integer -> Key.of(BigInteger.valueOf(integer.value()));
      case BigInt big -> Key.of(big.value());
      case Real real
          when real.value() == Math.rint(real.value()) && Math.abs(real.value()) < 0x1p53 ->
          Key.of(BigInteger.valueOf((long) real.value()));
      case Real real ->
          new Key(Key.Kind.REAL, "", BigInteger.valueOf(Double.doubleToLongBits(real.value())));
      case Global global -> Key.of(Key.Kind.GLOBAL, global.module() + '\n' + global.name());
      case Data data when data.bytes().size() <= MAX_DATA_KEY -> canonical(data);
      default -> key;
    };
  }

  private static Key canonical(Data data) {
    byte[] bytes = data.bytes().copy(0, data.bytes().size(), MAX_DATA_KEY, "a key");
    return switch (data.kind()) {
      case STRING, TEXT -> Key.of(Key.Kind.TEXT, new String(bytes, StandardCharsets.UTF_8));
      case BYTES, BYTEARRAY ->
          Key.of(Key.Kind.BYTES, new String(bytes, StandardCharsets.ISO_8859_1));
    };
  }
}
