package dev.sonde.checkpoint.numpy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header's Python literal: one dictionary of exactly three known keys. NumPy evaluates it
 * with {@code ast.literal_eval}; this knows only the forms that an array of numbers can have.
 */
final class NpyHeaderParser {

  private final Bytes bytes;
  private final int start;
  private final String text;
  private int at;

  private @Nullable NpyType type;
  private @Nullable Boolean fortranOrder;
  private @Nullable Shape shape;

  NpyHeaderParser(Bytes bytes, int start, String text) {
    this.bytes = bytes;
    this.start = start;
    this.text = text;
  }

  NpyHeader parse(long dataOffset) {
    expect('{');
    while (!take('}')) {
      String key = string();
      expect(':');
      value(key);
      // A structured type is a literal of its own, which there is no reason to parse.
      if (NpyType.STRUCTURED.equals(type))
        return new NpyHeader(NpyType.STRUCTURED, false, Shape.of(), dataOffset);
      if (!take(',')) {
        expect('}');
        break;
      }
    }
    if (peek() != 0) throw error("the header ends, but more follows");
    if (type == null || fortranOrder == null || shape == null) {
      throw error("the header lacks 'descr', 'fortran_order' or 'shape'");
    }
    return new NpyHeader(type, fortranOrder, shape, dataOffset);
  }

  private void value(String key) {
    switch (key) {
      case "descr" ->
          type = peek() == '[' || peek() == '(' ? NpyType.STRUCTURED : NpyType.of(string());
      case "fortran_order" -> fortranOrder = truth();
      case "shape" -> shape = tuple();
      default ->
          throw error("the header has the key '" + key + "', which the format does not know");
    }
  }

  private String string() {
    char quote = peek();
    if (quote == 'u') { // Python 2 wrote u'descr'
      at++;
      quote = at < text.length() ? text.charAt(at) : 0;
    }
    if (quote != '\'' && quote != '"') throw error("expected a string");
    int end = text.indexOf(quote, at + 1);
    if (end < 0) throw error("a string does not end");
    String value = text.substring(at + 1, end);
    if (value.indexOf('\\') >= 0 || value.chars().anyMatch(c -> c < ' ')) {
      throw error("a string with an escape");
    }
    at = end + 1;
    return value;
  }

  private boolean truth() {
    peek();
    if (text.startsWith("True", at)) {
      at += 4;
      return true;
    }
    if (!text.startsWith("False", at)) throw error("expected True or False");
    at += 5;
    return false;
  }

  private Shape tuple() {
    expect('(');
    List<Long> extents = new ArrayList<>();
    while (!take(')')) {
      extents.add(number());
      if (!take(',')) {
        expect(')');
        // In Python, (3) is a number and (3,) a tuple.
        if (extents.size() == 1) throw error("the shape is a number, not a tuple");
        break;
      }
    }
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(bytes.name() + ": " + e.getMessage(), e);
    }
  }

  private long number() {
    peek();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
    try {
      long value = Long.parseLong(text, from, at, 10);
      if (at < text.length() && text.charAt(at) == 'L') at++; // Python 2 wrote 3L
      return value;
    } catch (NumberFormatException e) {
      at = from;
      throw error("expected an extent from 0 to 2^63 - 1");
    }
  }

  private boolean take(char wanted) {
    if (peek() != wanted) return false;
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (!take(wanted)) throw error("expected " + wanted);
  }

  /** The next character that is not space, or 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    return at < text.length() ? text.charAt(at) : 0;
  }

  private CheckpointException error(String message) {
    return bytes.error(start + at, "the npy header cannot be read: " + message);
  }
}
