package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code TfIdfVectorizer}: how often runs of words, with gaps or without, occur in a text. */
final class Grams {

  private Grams() {}

  static List<Datum> count(Call call) {
    List<Object> words = new ArrayList<>();
    long[] shape;
    boolean text = call.any(0) instanceof Datum.OfText;
    if (text) {
      words.addAll(call.text(0).elements());
      shape = call.text(0).shape().toArray();
    } else {
      for (long word : call.numbers(0)) words.add(word);
      shape = call.exact(0).shape().toArray();
    }
    if (shape.length != 1 && shape.length != 2) {
      throw call.refused("takes words [n] or [texts × n], not " + Arrays.toString(shape));
    }
    List<Object> pool = pool(call, text);
    long[] indexes = call.integers("ngram_indexes").orElseThrow(() -> none(call));
    long width = Arrays.stream(indexes).max().orElse(-1) + 1;
    if (width < 1 || Arrays.stream(indexes).anyMatch(i -> i < 0)) throw none(call);
    int rows = shape.length == 1 ? 1 : (int) shape[0];
    int length = (int) shape[shape.length - 1];
    call.requireSize(rows, width);
    Map<List<Object>, Long> columns = columns(call, pool, indexes);
    long shortest = call.integer("min_gram_length", 1);
    long longest = call.integer("max_gram_length", 1);
    long skips = call.integer("max_skip_count", 0);
    float[] counts = new float[Math.toIntExact(rows * width)];
    for (int row = 0; row < rows; row++) {
      List<Object> one = words.subList(row * length, (row + 1) * length);
      for (long gap = 1; gap <= Math.min(skips, length) + 1; gap++) {
        for (long size = Math.max(1, shortest); size <= Math.min(longest, length); size++) {
          // Without gaps there is no second way to take a single word.
          if (size == 1 && gap > 1) continue;
          for (long from = 0; from + (size - 1) * gap < length; from++) {
            List<Object> gram = new ArrayList<>();
            for (long i = 0; i < size; i++) gram.add(one.get((int) (from + i * gap)));
            Long column = columns.get(gram);
            if (column != null) counts[(int) (row * width + column)]++;
          }
        }
      }
    }
    weigh(call, counts, indexes, (int) width);
    long[] result = shape.length == 1 ? new long[] {width} : new long[] {rows, width};
    return List.of(Datum.of(Array.of(counts, result)));
  }

  private static GraphException none(Call call) {
    return call.refused("has no ngram_indexes of its runs of words");
  }

  private static List<Object> pool(Call call, boolean text) {
    List<Object> pool = new ArrayList<>();
    if (text) pool.addAll(call.texts("pool_strings"));
    else for (long word : call.integers("pool_int64s").orElse(new long[0])) pool.add(word);
    return pool;
  }

  /** The column of each run of words: those of one word first, then of two, and so on. */
  private static Map<List<Object>, Long> columns(Call call, List<Object> pool, long[] indexes) {
    long[] starts = call.integers("ngram_counts").orElse(new long[0]);
    Map<List<Object>, Long> columns = new HashMap<>();
    int gram = 0;
    for (int size = 1; size <= starts.length; size++) {
      long end = size < starts.length ? starts[size] : pool.size();
      if (starts[size - 1] < 0 || end > pool.size()) throw call.refused("has other ngram_counts");
      for (long at = starts[size - 1]; at + size <= end; at += size) {
        if (gram == indexes.length) throw none(call);
        columns.put(List.copyOf(pool.subList((int) at, (int) at + size)), indexes[gram++]);
      }
    }
    return columns;
  }

  private static void weigh(Call call, float[] counts, long[] indexes, int width) {
    String mode = call.text("mode", "");
    if (!List.of("TF", "IDF", "TFIDF").contains(mode))
      throw call.refused("counts as '" + mode + "'");
    if (mode.equals("TF")) return;
    float[] weights = new float[width];
    Arrays.fill(weights, 1);
    float[] given = call.reals("weights").orElse(new float[0]);
    for (int i = 0; i < given.length && i < indexes.length; i++) {
      weights[(int) indexes[i]] = given[i];
    }
    for (int i = 0; i < counts.length; i++) {
      float seen = mode.equals("IDF") ? Math.min(counts[i], 1) : counts[i];
      counts[i] = seen * weights[i % width];
    }
  }
}
