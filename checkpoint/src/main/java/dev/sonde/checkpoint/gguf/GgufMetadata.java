package dev.sonde.checkpoint.gguf;

import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a GGUF file by key and type: {@code general.architecture}, {@code
 * llama.block_count}, {@code tokenizer.ggml.tokens}. Arrays stay in the mapped file until they are
 * asked for.
 *
 * <pre>{@code
 * GgufMetadata settings = GgufFile.open(path).metadata();
 * String family = settings.text("general.architecture");
 * long layers = settings.integer(family + ".block_count");
 * }</pre>
 *
 * Every accessor throws a {@link CheckpointException} that names the key if it is missing or holds
 * something else.
 */
public final class GgufMetadata {

  private final String file;
  private final Map<String, GgufValue> values;

  GgufMetadata(String file, Map<String, GgufValue> values) {
    this.file = file;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** All keys, in the file's order. */
  public Set<String> keys() {
    return values.keySet();
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public String text(String key) {
    GgufValue value = single(key);
    if (!value.isText()) throw value.unlike(key, "a text");
    return GgufValue.text(value.bytes(), value.at());
  }

  /** A whole number of any width. */
  public long integer(String key) {
    GgufValue value = single(key);
    if (!value.isInteger()) throw value.unlike(key, "a whole number");
    return value.integer(0);
  }

  public long integer(String key, long otherwise) {
    return has(key) ? integer(key) : otherwise;
  }

  /** A number of any type. */
  public double number(String key) {
    GgufValue value = single(key);
    if (!value.isNumber()) throw value.unlike(key, "a number");
    return value.number(0);
  }

  public double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  public boolean flag(String key, boolean otherwise) {
    if (!has(key)) return otherwise;
    GgufValue value = single(key);
    if (value.type() != GgufValue.Type.BOOL) throw value.unlike(key, "true or false");
    return value.integer(0) != 0;
  }

  /** An array of texts, such as a vocabulary. */
  public String[] texts(String key) {
    GgufValue value = array(key);
    if (!value.isText()) throw value.unlike(key, "an array of texts");
    String[] texts = new String[length(key, value)];
    long at = value.at();
    for (int i = 0; i < texts.length; i++) {
      texts[i] = GgufValue.text(value.bytes(), at);
      at = GgufValue.endOfText(value.bytes(), at);
    }
    return texts;
  }

  /** An array of whole numbers of any width, such as the kinds of tokens. */
  public long[] integers(String key) {
    GgufValue value = array(key);
    if (!value.isInteger()) throw value.unlike(key, "an array of whole numbers");
    long[] numbers = new long[length(key, value)];
    for (int i = 0; i < numbers.length; i++) numbers[i] = value.integer(i);
    return numbers;
  }

  /** An array of numbers, such as the scores of tokens. */
  public double[] numbers(String key) {
    GgufValue value = array(key);
    if (!value.isNumber()) throw value.unlike(key, "an array of numbers");
    double[] numbers = new double[length(key, value)];
    for (int i = 0; i < numbers.length; i++) numbers[i] = value.number(i);
    return numbers;
  }

  /** As a table shows it: the value, or how many of what ({@code array of 512 string}). */
  public String show(String key) {
    return find(key).show();
  }

  private GgufValue single(String key) {
    GgufValue value = find(key);
    if (value.isArray()) throw value.unlike(key, "a single value");
    return value;
  }

  private GgufValue array(String key) {
    GgufValue value = find(key);
    if (!value.isArray()) throw value.unlike(key, "an array");
    return value;
  }

  private int length(String key, GgufValue value) {
    if (value.count() > 1 << 28) throw value.unlike(key, "fewer elements");
    return (int) value.count();
  }

  private GgufValue find(String key) {
    @Nullable GgufValue value = values.get(key);
    if (value == null) throw new CheckpointException(file + ": has no setting '" + key + "'");
    return value;
  }
}
