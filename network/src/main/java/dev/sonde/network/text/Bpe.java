package dev.sonde.network.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Byte-pair encoding (Sennrich et al. 2016): a word begins as its characters; of all neighbours the
 * pair that was learnt first merges, the leftmost of equals, until none does.
 */
final class Bpe implements TokenModel {

  /** Words are few; most of a text are those that came before. */
  private static final int MOST_KEPT = 50_000;

  private static final int LONGEST_KEPT = 64;

  /**
   * What files choose.
   *
   * @param unknown the id for a character that is no token; null: it is left out
   * @param fuseUnknown whether unknown neighbours are one
   * @param byteFallback whether a character that is no token becomes tokens of its bytes
   * @param wholeWords whether a word that is a token is not merged from its parts
   * @param inWord what all but the first character of a word have before them in the vocabulary
   * @param endOfWord what the last character has after it
   */
  record Options(
      @Nullable Integer unknown,
      boolean fuseUnknown,
      boolean byteFallback,
      boolean wholeWords,
      String inWord,
      String endOfWord) {}

  private final Vocabulary vocabulary;
  private final PairTable merges;
  private final Options options;
  private final int[] bytes;
  private final @Nullable PieceTrie frozen;
  private final Map<String, int[]> kept = new ConcurrentHashMap<>();

  /**
   * @param frozen strings that stay whole and merge with nothing, or null
   */
  Bpe(Vocabulary vocabulary, PairTable merges, Options options, @Nullable PieceTrie frozen) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.options = options;
    this.frozen = frozen;
    this.bytes = vocabulary.bytes();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(String word, Ids out) {
    if (options.wholeWords) {
      Integer whole = vocabulary.id(word);
      if (whole != null) {
        out.add(whole);
        return;
      }
    }
    if (word.length() > LONGEST_KEPT) {
      out.addAll(merged(word));
      return;
    }
    int[] known = kept.get(word);
    if (known == null) {
      known = merged(word);
      if (kept.size() < MOST_KEPT) kept.put(word, known);
    }
    out.addAll(known);
  }

  private int[] merged(String word) {
    Symbols symbols = new Symbols(word.length());
    begin(word, symbols);
    symbols.mergeAll(merges);
    return symbols.ids();
  }

  private void begin(String word, Symbols symbols) {
    boolean pending = false; // an unknown character that may be one with the next
    for (int at = 0; at < word.length(); ) {
      int whole = frozen == null ? -1 : frozen.longest(word, at);
      int end = whole > 0 ? whole : at + Character.charCount(word.codePointAt(at));
      String text = word.substring(at, end);
      if (at > 0) text = options.inWord + text;
      if (end == word.length()) text += options.endOfWord;
      at = end;
      Integer id = vocabulary.id(text);
      if (id != null) {
        if (pending) addUnknown(symbols);
        pending = false;
        symbols.add(id, whole > 0);
      } else if (!(options.byteFallback && symbols.addBytes(text, bytes))) {
        // Bytes leave a pending unknown pending, as in the reference.
        if (options.unknown == null) continue;
        if (pending && !options.fuseUnknown) addUnknown(symbols);
        pending = true;
      }
    }
    if (pending) addUnknown(symbols);
  }

  private void addUnknown(Symbols symbols) {
    if (options.unknown != null) symbols.add(options.unknown, false);
  }

  /** The tokens of one word while they merge: a linked list over arrays, and what could merge. */
  private static final class Symbols {
    private int[] ids;
    private int[] next;
    private int[] before;
    private boolean[] frozen;
    private int size;
    private final LongHeap heap = new LongHeap();

    Symbols(int expected) {
      ids = new int[expected + 1];
      next = new int[expected + 1];
      before = new int[expected + 1];
      frozen = new boolean[expected + 1];
    }

    void add(int id, boolean whole) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
        next = Arrays.copyOf(next, 2 * size);
        before = Arrays.copyOf(before, 2 * size);
        frozen = Arrays.copyOf(frozen, 2 * size);
      }
      ids[size] = id;
      before[size] = size - 1;
      next[size] = size + 1;
      frozen[size++] = whole;
    }

    boolean addBytes(String text, int[] bytes) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      for (byte b : utf8) {
        if (bytes[b & 0xff] < 0) return false;
      }
      for (byte b : utf8) add(bytes[b & 0xff], false);
      return true;
    }

    void mergeAll(PairTable merges) {
      for (int i = 0; i + 1 < size; i++) offer(merges, i);
      while (!heap.isEmpty()) {
        long top = heap.pop();
        int at = (int) top;
        int right = ids[at] < 0 ? size : next[at];
        if (right >= size) continue;
        long merge = merges.get(ids[at], ids[right]);
        if (merge == PairTable.NONE || PairTable.rank(merge) != (int) (top >>> 32)) continue;
        ids[at] = PairTable.merged(merge);
        ids[right] = -1;
        next[at] = next[right];
        if (next[at] < size) before[next[at]] = at;
        if (before[at] >= 0) offer(merges, before[at]);
        offer(merges, at);
      }
    }

    private void offer(PairTable merges, int at) {
      int right = next[at];
      if (right >= size || frozen[at] || frozen[right]) return;
      long merge = merges.get(ids[at], ids[right]);
      if (merge != PairTable.NONE) heap.push((long) PairTable.rank(merge) << 32 | at);
    }

    int[] ids() {
      Ids out = new Ids();
      for (int at = 0; at < size; at = next[at]) out.add(ids[at]);
      return out.toArray();
    }
  }
}
