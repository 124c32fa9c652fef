package dev.sonde.study.states;

import dev.sonde.network.recurrent.TextReader;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Words as the texts that a network reads, so many at a time.
 *
 * @param alphabet the symbols that the inputs of words stand for
 * @param atOnce texts of one length that are read together at most
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TextBatches(TextReader reader, int[] alphabet, int atOnce) {

  /** Symbols of one pass; more would only take memory. */
  private static final int SYMBOLS = 8192;

  /** How far what is said of a text beside others may be from what is said of it alone. */
  private static final double NEAR = 1e-3;

  /** As many at a time as the network takes; one where it mixes the texts of a batch. */
  static TextBatches of(TextReader reader, int[] alphabet, List<int[]> shown) {
    TextBatches all = new TextBatches(reader, alphabet, reader.atOnce());
    return all.independent(shown) ? all : new TextBatches(reader, alphabet, 1);
  }

  private boolean independent(List<int[]> words) {
    if (atOnce == 1) return true;
    List<int[]> some =
        words.stream().filter(word -> word.length == words.getFirst().length).limit(4).toList();
    int[][] texts = some.stream().map(this::text).toArray(int[][]::new);
    var together = reader.said(texts);
    var alone = reader.said(texts[0]);
    if (together.isEmpty() || alone.isEmpty()) return alone.isEmpty();
    float[] a = together.get().getFirst().last();
    float[] b = alone.get().last();
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (Math.abs(a[i] - b[i]) > NEAR * (1 + Math.abs(b[i]))) return false;
    }
    return a.length == b.length;
  }

  private int[] text(int[] word) {
    return IntStream.of(word).map(input -> alphabet[input]).toArray();
  }

  /** Words of one length at a time, and the numbers of their symbols. */
  void each(Collection<int[]> words, BiConsumer<List<int[]>, int[][]> batch) {
    TreeMap<Integer, List<int[]>> byLength = new TreeMap<>();
    for (int[] word : words) {
      byLength.computeIfAbsent(word.length, _ -> new ArrayList<>()).add(word);
    }
    byLength.forEach(
        (length, of) -> {
          int step = Math.max(1, Math.min(atOnce, SYMBOLS / length));
          for (int at = 0; at < of.size(); at += step) {
            List<int[]> some = of.subList(at, Math.min(of.size(), at + step));
            batch.accept(some, some.stream().map(this::text).toArray(int[][]::new));
          }
        });
  }

  /** All beginnings of words, equal ones once. */
  static List<int[]> prefixes(List<int[]> words) {
    Set<IntBuffer> all = new LinkedHashSet<>();
    for (int[] word : words) {
      if (word.length == 0) throw new IllegalArgumentException("a word is empty");
      for (int t = 1; t <= word.length; t++) all.add(IntBuffer.wrap(word, 0, t));
    }
    return all.stream().map(prefix -> Arrays.copyOf(prefix.array(), prefix.limit())).toList();
  }
}
