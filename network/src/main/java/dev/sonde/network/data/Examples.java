package dev.sonde.network.data;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs of a network, read a few examples at a time: a whole data set need not fit in memory.
 *
 * <pre>{@code
 * for (long from = 0; from < examples.count(); from += examples.atOnce(32)) {
 *   long count = Math.min(examples.atOnce(32), examples.count() - from);
 *   try (Scope _ = new Scope()) {
 *     network.run(examples.batch(from, count), Tap.values("fc"));
 *   }
 * }
 * }</pre>
 */
public interface Examples {

  /** How many there are, or 1 where they cannot be told apart. */
  long count();

  /**
   * Whether the first axis of every input counts examples, so that batches may be cut; an input
   * without axes is the same number for all.
   */
  boolean cut();

  /** How many examples the network takes at a time; 0 for any number. */
  long fixed();

  /** The files that they are read from. */
  List<Path> files();

  /** The inputs of some examples, by name; all of them if they are not cut. */
  Map<String, Array> batch(long from, long count);

  /** The same where the network takes all examples at once, because it mixes them. */
  Examples whole();

  /** How many of {@code wanted} examples the network is given at a time. */
  default long atOnce(long wanted) {
    if (!cut()) return Math.max(1, count());
    return fixed() > 0 ? fixed() : wanted;
  }

  /** The inputs of these examples, in this order. */
  default Map<String, Array> pick(long... rows) {
    Map<String, Array[]> parts = new LinkedHashMap<>();
    for (int i = 0; i < rows.length; i++) {
      int at = i;
      batch(rows[i], 1)
          .forEach(
              (name, array) ->
                  parts.computeIfAbsent(name, _ -> new Array[rows.length])[at] = array);
    }
    Map<String, Array> picked = new LinkedHashMap<>();
    parts.forEach(
        (name, arrays) ->
            picked.put(
                name, arrays[0].rank() == 0 ? arrays[0] : Functional.concatenate(0, arrays)));
    return picked;
  }

  /** A few examples, spread evenly over all. */
  default Map<String, Array> some(int most) {
    long[] rows = new long[(int) Math.min(most, count())];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rows.length == 1 ? 0 : i * (count() - 1) / (rows.length - 1);
    }
    return pick(rows);
  }
}
