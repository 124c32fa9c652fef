package dev.sonde.app.output;

import dev.sonde.file.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * The last place before a terminal: what would move its cursor, set its title, or reorder and hide
 * text is written as <code>&#92;u001b</code> instead, whoever forgot to. Only colours pass, which
 * can do no harm, ends of lines and tabs. JSON keeps its meaning: in its strings such an escape is
 * the character itself.
 */
final class TerminalWriter extends FilterWriter {

  /** The longest sequence of colours that passes. */
  private static final int LONGEST = 40;

  TerminalWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    String part = text.substring(from, from + length);
    int done = 0;
    for (int i = 0; i < part.length(); i++) {
      int colour = colour(part, i);
      if (colour > 0) {
        i += colour - 1;
      } else if (isUnsafe(part, i)) {
        out.write(part, done, i - done);
        out.write(String.format("\\u%04x", (int) part.charAt(i)));
        done = i + 1;
      }
    }
    out.write(part, done, part.length() - done);
  }

  private static boolean isUnsafe(String text, int i) {
    char c = text.charAt(i);
    if (c == '\n' || c == '\t') return false;
    if (c == '\r') return i + 1 == text.length() || text.charAt(i + 1) != '\n';
    // Halves of a pair may come one by one.
    return !Character.isSurrogate(c) && Printable.hides(text, i);
  }

  /** The length of a sequence {@code ESC [ numbers m} that begins here, else 0. */
  private static int colour(String text, int at) {
    if (text.charAt(at) != '\u001b' || !text.startsWith("[", at + 1)) return 0;
    for (int i = at + 2; i < Math.min(text.length(), at + LONGEST); i++) {
      char c = text.charAt(i);
      if (c == 'm') return i + 1 - at;
      if (c != ';' && (c < '0' || c > '9')) return 0;
    }
    return 0;
  }
}
