package dev.sonde.network.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's table of which strings become which: a double-array trie (Darts) over UTF-8 bytes
 * whose values are places in a text of strings that end with a zero byte.
 */
final class Charsmap {

  /** SentencePiece looks no further. */
  private static final int MOST_MATCHES = 32;

  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private final int[] units;
  private final byte[] strings;

  private Charsmap(int[] units, byte[] strings) {
    this.units = units;
    this.strings = strings;
  }

  /** What a string begins with: how many bytes are replaced by what. */
  record Match(int length, String replacement) {}

  static Charsmap of(byte[] blob, String place) {
    ByteBuffer in = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    long size = blob.length < 4 ? -1 : in.getInt() & 0xffff_ffffL;
    if (size < 4 || size % 4 != 0 || size > blob.length - 4) {
      throw new TokenizerException(
          place + ": a table of characters of " + blob.length + " bytes, its trie of " + size);
    }
    int[] units = new int[(int) (size / 4)];
    in.asIntBuffer().get(units);
    return new Charsmap(units, Arrays.copyOfRange(blob, (int) size + 4, blob.length));
  }

  /** The longest, or else the shortest, entry that {@code text} begins with at {@code from}. */
  private @Nullable Match match(byte[] text, int from, int end, boolean longest) {
    Match found = null;
    int node = offset(units[0]);
    for (int i = from, matches = 0; i < end && text[i] != 0 && matches < MOST_MATCHES; i++) {
      int c = text[i] & 0xff;
      node ^= c;
      if (node < 0 || node >= units.length) return found;
      int unit = units[node];
      if ((unit & (1 << 31 | 0xff)) != c) return found;
      node ^= offset(unit);
      if ((unit >>> 8 & 1) == 0) continue;
      if (node < 0 || node >= units.length) return found;
      found = new Match(i + 1 - from, string(units[node] & Integer.MAX_VALUE));
      matches++;
      if (!longest) return found;
    }
    return found;
  }

  private static int offset(int unit) {
    return unit >>> 10 << ((unit & 1 << 9) >>> 6);
  }

  private String string(int start) {
    int end = start;
    while (end < strings.length && strings[end] != 0) end++;
    return start > end || end > strings.length
        ? ""
        : new String(strings, start, end - start, StandardCharsets.UTF_8);
  }

  /** As SentencePiece applies it at one place: the longest entry there. */
  @Nullable Match longest(byte[] text, int from) {
    return match(text, from, text.length, true);
  }

  /**
   * As Hugging Face's library applies it: to whole graphemes below 6 bytes, else character by
   * character, each replaced by what its shortest entry says.
   */
  String byGraphemes(String text) {
    StringBuilder out = new StringBuilder(text.length());
    Matcher graphemes = GRAPHEME.matcher(text);
    while (graphemes.find()) {
      String grapheme = graphemes.group();
      byte[] bytes = grapheme.getBytes(StandardCharsets.UTF_8);
      Match whole = bytes.length < 6 ? match(bytes, 0, bytes.length, false) : null;
      if (whole != null) out.append(whole.replacement());
      else grapheme.codePoints().forEach(c -> out.append(single(c)));
    }
    return out.toString();
  }

  private String single(int c) {
    String text = Character.toString(c);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Match found = match(bytes, 0, bytes.length, false);
    return found == null ? text : found.replacement();
  }
}
