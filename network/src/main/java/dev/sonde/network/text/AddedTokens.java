package dev.sonde.network.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are found in a text before anything else happens to it: special ones, and those that
 * users added. Of those that begin at one place the longest is taken.
 */
final class AddedTokens {

  /**
   * @param alone whether it counts only where it is no part of a word
   * @param left whether white space before it belongs to it
   * @param right whether white space after it does
   * @param normalised whether it is looked for after normalisation
   */
  record Added(
      int id,
      String content,
      boolean alone,
      boolean left,
      boolean right,
      boolean normalised,
      boolean special) {

    Added with(String changed) {
      return new Added(id, changed, alone, left, right, normalised, special);
    }
  }

  /** A token, or text between tokens (id −1). */
  record Part(int id, int start, int end) {}

  private final Map<Integer, Added> byId = new LinkedHashMap<>();
  private final PieceTrie raw;
  private final PieceTrie normalised;

  AddedTokens(Collection<Added> tokens, @Nullable Normalizer normalizer) {
    Map<String, Integer> first = new HashMap<>();
    Map<String, Integer> second = new HashMap<>();
    for (Added token : tokens) {
      Added kept = token;
      if (token.normalised() && normalizer != null) {
        kept = token.with(normalizer.apply(token.content()));
      }
      byId.put(kept.id(), kept);
      (kept.normalised() ? second : first).put(kept.content(), kept.id());
    }
    raw = PieceTrie.of(first);
    normalised = PieceTrie.of(second);
  }

  /**
   * Tokens of which some are only met when ids become text.
   *
   * @param silent not looked for in texts
   */
  static AddedTokens decodedOnly(Collection<Added> silent, Collection<Added> found) {
    AddedTokens tokens = new AddedTokens(found, null);
    for (Added token : silent) tokens.byId.putIfAbsent(token.id(), token);
    return tokens;
  }

  @Nullable Added get(int id) {
    return byId.get(id);
  }

  Collection<Added> all() {
    return byId.values();
  }

  List<Part> inRaw(String text) {
    return cut(text, raw);
  }

  List<Part> inNormalised(String text) {
    return cut(text, normalised);
  }

  private List<Part> cut(String text, PieceTrie trie) {
    List<Part> parts = new ArrayList<>();
    int done = 0;
    for (int at = 0; at < text.length(); ) {
      int[] found = {-1, -1};
      trie.prefixes(
          text,
          at,
          (end, id) -> {
            found[0] = end;
            found[1] = id;
          });
      if (found[0] < 0) {
        at++;
        continue;
      }
      Added token = byId.get(found[1]);
      if (token == null) throw new IllegalStateException("no token " + found[1]);
      int start = at;
      int end = found[0];
      at = end;
      if (token.alone() && !standsAlone(text, start, end)) continue;
      while (token.left() && start > done && Characters.isSpace(text.charAt(start - 1))) start--;
      while (token.right() && end < text.length() && Characters.isSpace(text.charAt(end))) end++;
      if (start > done) parts.add(new Part(-1, done, start));
      parts.add(new Part(token.id(), start, end));
      done = end;
      at = Math.max(at, done);
    }
    if (done < text.length()) parts.add(new Part(-1, done, text.length()));
    return parts;
  }

  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Characters.isWord(text.codePointBefore(start)))
        && (end == text.length() || !Characters.isWord(text.codePointAt(end)));
  }
}
