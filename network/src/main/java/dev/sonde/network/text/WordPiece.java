package dev.sonde.network.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The longest token that a word begins with, then the longest of the rest, and so on (Wu et al.
 * 2016); a word of which any rest is no token is unknown as a whole.
 */
final class WordPiece implements TokenModel {

  private final Vocabulary vocabulary;
  private final int unknown;
  private final int longestWord;
  private final PieceTrie begins;
  private final PieceTrie continues;

  /**
   * @param inWord what tokens inside words begin with: {@code ##}
   * @param longestWord words of more characters are unknown
   */
  WordPiece(Vocabulary vocabulary, int unknown, String inWord, int longestWord) {
    this.vocabulary = vocabulary;
    this.unknown = unknown;
    this.longestWord = longestWord;
    Map<String, Integer> inside = new HashMap<>();
    vocabulary
        .ids()
        .forEach(
            (token, id) -> {
              if (token.startsWith(inWord)) inside.put(token.substring(inWord.length()), id);
            });
    this.begins = PieceTrie.of(vocabulary.ids());
    this.continues = PieceTrie.of(inside);
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(String word, Ids out) {
    int[] ids = word.codePointCount(0, word.length()) > longestWord ? null : cut(word);
    if (ids == null) out.add(unknown);
    else out.addAll(ids);
  }

  private int @Nullable [] cut(String word) {
    Ids ids = new Ids();
    for (int at = 0; at < word.length(); ) {
      int[] longest = {-1, -1};
      (at == 0 ? begins : continues)
          .prefixes(
              word,
              at,
              (end, id) -> {
                longest[0] = end;
                longest[1] = id;
              });
      if (longest[0] < 0) return null;
      ids.add(longest[1]);
      at = longest[0];
    }
    return ids.toArray();
  }
}
