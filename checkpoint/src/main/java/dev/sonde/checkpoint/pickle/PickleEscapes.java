package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.reader.Bytes;
import java.io.ByteArrayOutputStream;

/** The escapes of protocol 0, where texts stand on a line of their own. */
final class PickleEscapes {

  private PickleEscapes() {}

  /** Python's {@code raw-unicode-escape}: {@code \}{@code uXXXX} and {@code \UXXXXXXXX} only. */
  static String unicode(PickleInput in, String line) {
    if (line.indexOf('\\') < 0) return line;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
      int digits = c != '\\' ? 0 : next == 'u' ? 4 : next == 'U' ? 8 : 0;
      if (digits == 0) {
        text.append(c);
      } else {
        text.appendCodePoint(codePoint(in, line, i + 2, digits));
        i += 1 + digits;
      }
    }
    return text.toString();
  }

  private static int codePoint(PickleInput in, String line, int from, int digits) {
    long value = number(in, line, from, digits, 16);
    if (value > Character.MAX_CODE_POINT) throw in.error("a text with a character beyond Unicode");
    return (int) value;
  }

  /** A quoted Python 2 string. */
  static Bytes string(PickleInput in, String line) {
    char quote = line.isEmpty() ? ' ' : line.charAt(0);
    if (line.length() < 2
        || (quote != '\'' && quote != '"')
        || !line.endsWith(line.substring(0, 1))) {
      throw in.error("a string without its quotes");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = line.length() - 1;
    for (int i = 1; i < end; i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        bytes.write(c);
        continue;
      }
      if (++i == end) throw in.error("a string that ends in a backslash");
      i = escape(in, line.substring(0, end), i, bytes);
    }
    return Bytes.of(in.name(), bytes.toByteArray());
  }

  /** Writes the byte that the escape at {@code i} stands for; gives the escape's last index. */
  private static int escape(PickleInput in, String line, int i, ByteArrayOutputStream bytes) {
    char c = line.charAt(i);
    int plain = "abfnrtv\\'\"".indexOf(c);
    if (plain >= 0) {
      bytes.write("\007\b\f\n\r\t\013\\'\"".charAt(plain));
      return i;
    }
    if (c == 'x') {
      bytes.write((int) number(in, line, i + 1, 2, 16));
      return i + 2;
    }
    if (c >= '0' && c <= '7') {
      int digits = 1;
      while (digits < 3 && i + digits < line.length() && isOctal(line.charAt(i + digits))) digits++;
      bytes.write((int) number(in, line, i, digits, 8));
      return i + digits - 1;
    }
    bytes.write('\\');
    bytes.write(c);
    return i;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private static long number(PickleInput in, String line, int from, int digits, int radix) {
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = i < line.length() ? Character.digit(line.charAt(i), radix) : -1;
      if (digit < 0) throw in.error("a text with a broken escape");
      value = value * radix + digit;
    }
    return value;
  }
}
