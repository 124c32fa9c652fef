package dev.sonde.network.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's own normalisation: at each place the longest entry of its table, spaces trimmed
 * and joined, one before the text, all made visible.
 *
 * @param symbols what users defined: it stays as it is
 * @param prefixed whether the text gets a leading space (or one behind, if {@code suffix})
 * @param trimmed whether spaces at the ends, and all but one of a run, go
 * @param escaped whether spaces become U+2581
 */
record SentencePieceText(
    @Nullable Charsmap map,
    PieceTrie symbols,
    boolean prefixed,
    boolean suffix,
    boolean trimmed,
    boolean escaped)
    implements Normalizer {

  private static final char SPACE = '▁';

  @Override
  public String apply(String text) {
    if (text.isEmpty()) return text;
    StringBuilder out = new StringBuilder(text.length() + 1);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean afterSpace = trimmed;
    boolean begun = false;
    int at = 0; // in UTF-16 units
    for (int from = 0; from < bytes.length; ) {
      int symbol = symbols.longest(text, at);
      Charsmap.Match match = symbol < 0 && map != null ? map.longest(bytes, from) : null;
      String part;
      if (symbol >= 0) {
        part = text.substring(at, symbol);
        from += part.getBytes(StandardCharsets.UTF_8).length;
        at = symbol;
      } else {
        int length = match == null ? width(bytes[from]) : match.length();
        String read = new String(bytes, from, length, StandardCharsets.UTF_8);
        part = match == null ? read : match.replacement();
        from += length;
        at += read.length();
      }
      int start = 0;
      while (afterSpace && start < part.length() && part.charAt(start) == ' ') start++;
      part = part.substring(start);
      if (!part.isEmpty()) {
        if (!begun && prefixed && !suffix) out.append(' ');
        begun = true;
        out.append(part);
        afterSpace = trimmed && part.endsWith(" ");
      }
    }
    if (!begun && trimmed) return "";
    while (trimmed && !out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    if (prefixed && suffix) out.append(' ');
    return escaped ? out.toString().replace(' ', SPACE) : out.toString();
  }

  private static int width(byte first) {
    if (first >= 0) return 1;
    return (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : 4;
  }
}
