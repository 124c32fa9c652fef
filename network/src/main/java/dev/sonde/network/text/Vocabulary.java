package dev.sonde.network.text;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens by id and ids by token. */
final class Vocabulary {

  /** Longer entries than any vocabulary has: each place of a text is held against them. */
  static final int LONGEST = 4096;

  /** Above any vocabulary. */
  static final int MOST = 1 << 24;

  private final Map<String, Integer> ids;
  private final Map<Integer, String> tokens;

  private Vocabulary(Map<String, Integer> ids, Map<Integer, String> tokens) {
    this.ids = Collections.unmodifiableMap(ids);
    this.tokens = tokens;
  }

  /**
   * @param place in the file, for messages
   * @throws TokenizerException if an entry is longer than any real one
   */
  static Vocabulary of(Map<String, Integer> ids, String place) {
    Map<Integer, String> tokens = HashMap.newHashMap(ids.size());
    ids.forEach(
        (token, id) -> {
          if (token.length() > LONGEST) {
            throw new TokenizerException(
                place
                    + ": token "
                    + id
                    + " has "
                    + token.length()
                    + " characters, at most "
                    + LONGEST
                    + " are read");
          }
          tokens.put(id, token);
        });
    return new Vocabulary(ids, tokens);
  }

  @Nullable Integer id(String token) {
    return ids.get(token);
  }

  @Nullable String token(int id) {
    return tokens.get(id);
  }

  /** In no order. */
  Map<String, Integer> ids() {
    return ids;
  }

  int size() {
    return ids.size();
  }

  /** Ids of {@code <0x00>} to {@code <0xFF>}; −1 where the vocabulary has none. */
  int[] bytes() {
    int[] bytes = new int[256];
    for (int b = 0; b < 256; b++) {
      Integer id = ids.get("<0x%02X>".formatted(b));
      bytes[b] = id == null ? -1 : id;
    }
    return bytes;
  }
}
