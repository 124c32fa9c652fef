package dev.sonde.analysis.cells;

import dev.sonde.analysis.kernel.Workers;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds stretches of other sequences where the same units are on (LSTMVis, Strobelt et al. 2018):
 * of every sequence the window of the stretch's length with the best agreement. Reads the index
 * once; 100 MB (100,000 sequences of 8 steps and 128 units) in some 0.2 s.
 */
public final class StretchSearch {

  /** Bytes per piece, about. */
  private static final int PIECE = 1 << 22;

  private final StretchIndex index;
  private final Stretch stretch;
  private final int words;
  private final int above;
  private final int piece;

  private StretchSearch(StretchIndex index, Stretch stretch) {
    this.index = index;
    this.stretch = stretch;
    this.words = (index.units() + 63) / 64;
    this.above = (int) Math.floor(stretch.threshold() * StretchIndex.LEVELS);
    this.piece = Math.max(1, PIECE / (index.steps() * index.units()));
  }

  /**
   * Searches.
   *
   * @param states of the sequence that the stretch is in, {@code [steps][units]}
   * @param symbols that were read at each step of it
   * @param most matches
   * @throws IllegalArgumentException if the stretch or its units do not fit the index
   */
  public static StretchMatches of(
      StretchIndex index,
      float[][] states,
      Stretch stretch,
      int[] symbols,
      int most,
      Workers workers) {
    if (states.length == 0 || states[0].length != index.units() || stretch.to() >= states.length) {
      throw new IllegalArgumentException(
          "steps "
              + stretch.from()
              + " to "
              + stretch.to()
              + " of "
              + states.length
              + " steps; the index has "
              + index.units()
              + " units");
    }
    return new StretchSearch(index, stretch).run(states, symbols, most, workers);
  }

  private StretchMatches run(float[][] states, int[] symbols, int most, Workers workers) {
    byte[] own = new byte[states.length * index.units()];
    for (int i = 0; i < own.length; i++) {
      own[i] = StretchIndex.level(states[i / index.units()][i % index.units()]);
    }
    long[] masks = masks(own, 0, states.length, new long[states.length * words]);
    long[] wanted = window(masks, stretch.from(), states.length, new long[words]);
    List<Integer> units = units(wanted);
    if (units.isEmpty()) {
      return new StretchMatches(units, 0, 0, List.of(), nothingOn(states));
    }
    int pieces = (index.sequences() + piece - 1) / piece;
    List<List<StretchMatches.Match>> parts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) parts.add(List.of());
    workers.each(pieces, i -> parts.set(i, search(i * piece, wanted, own)));
    List<StretchMatches.Match> all = new ArrayList<>();
    parts.forEach(all::addAll);
    all.sort(ORDER);
    all = contexts(all, Arrays.copyOf(symbols, stretch.to() + 1));
    int found = all.stream().mapToInt(StretchMatches.Match::sequences).sum();
    String note =
        found > 0
            ? ""
            : "none of these units is on for "
                + stretch.length()
                + " steps in any of the other sequences; lower the threshold, or shorten the"
                + " stretch";
    return new StretchMatches(
        units, index.sequences(), found, all.subList(0, Math.min(most, all.size())), note);
  }

  private static final Comparator<StretchMatches.Match> ORDER =
      Comparator.comparingDouble((StretchMatches.Match m) -> -m.score())
          .thenComparingDouble(StretchMatches.Match::difference)
          .thenComparingInt(StretchMatches.Match::sequence);

  /** The best window of every sequence of a piece that shares a unit. */
  private List<StretchMatches.Match> search(int first, long[] wanted, byte[] own) {
    int count = Math.min(piece, index.sequences() - first);
    byte[] bytes = new byte[count * index.steps() * index.units()];
    index.copy(first, count, bytes);
    List<StretchMatches.Match> matches = new ArrayList<>();
    long[] masks = new long[index.steps() * words];
    long[] on = new long[words];
    for (int s = 0; s < count; s++) {
      masks(bytes, s, index.steps(), masks);
      StretchMatches.Match match = best(first + s, masks, wanted, on);
      if (match != null) matches.add(with(match, difference(bytes, s, match.from(), own), 1));
    }
    return matches;
  }

  /**
   * One match for each text up to the stretch's end: what a network has read is all that its states
   * there depend on, so others with the same text say nothing new.
   *
   * @param sorted the best first
   * @param own the text that is looked for, up to the stretch's end
   */
  private List<StretchMatches.Match> contexts(List<StretchMatches.Match> sorted, int[] own) {
    Map<IntBuffer, StretchMatches.Match> byText = new LinkedHashMap<>();
    for (StretchMatches.Match match : sorted) {
      int[] text = Arrays.copyOf(index.symbols(match.sequence()), match.to() + 1);
      if (Arrays.equals(text, own)) continue;
      byText.merge(
          IntBuffer.wrap(text),
          match,
          (better, same) -> with(better, better.difference(), better.sequences() + 1));
    }
    return List.copyOf(byText.values());
  }

  private static StretchMatches.Match with(
      StretchMatches.Match m, double difference, int sequences) {
    return new StretchMatches.Match(
        m.sequence(), m.from(), m.to(), m.score(), m.shared(), m.more(), difference, sequences);
  }

  /** Mean distance of the values in a window to those in the stretch. */
  private double difference(byte[] bytes, int s, int from, byte[] own) {
    int units = index.units();
    int at = (s * index.steps() + from) * units;
    int wanted = stretch.from() * units;
    long sum = 0;
    int size = stretch.length() * units;
    for (int i = 0; i < size; i++) sum += Math.abs(bytes[at + i] - own[wanted + i]);
    return (double) sum / size / StretchIndex.LEVELS;
  }

  /** The best window of a sequence; null if none shares a unit. */
  private StretchMatches.@org.jspecify.annotations.Nullable Match best(
      int sequence, long[] masks, long[] wanted, long[] on) {
    double highest = 0;
    int at = 0;
    int sharedThere = 0;
    int moreThere = 0;
    for (int from = 0; from + stretch.length() <= index.steps(); from++) {
      window(masks, from, index.steps(), on);
      int shared = 0;
      int either = 0;
      int there = 0;
      for (int w = 0; w < words; w++) {
        shared += Long.bitCount(on[w] & wanted[w]);
        either += Long.bitCount(on[w] | wanted[w]);
        there += Long.bitCount(on[w]);
      }
      if (shared == 0) continue;
      double score = (double) shared / either;
      if (score <= highest) continue;
      highest = score;
      at = from;
      sharedThere = shared;
      moreThere = there - shared;
    }
    if (highest == 0) return null;
    int to = at + stretch.length() - 1;
    return new StretchMatches.Match(sequence, at, to, highest, sharedThere, moreThere, 0, 1);
  }

  /**
   * Which units are on at each step of the {@code s}-th sequence, {@code [steps × words]}.
   *
   * @param masks overwritten
   */
  private long[] masks(byte[] bytes, int s, int steps, long[] masks) {
    int units = index.units();
    int at = s * steps * units;
    for (int t = 0; t < steps; t++) {
      for (int w = 0; w < words; w++) {
        int end = Math.min(64, units - 64 * w);
        long mask = 0;
        int u = 0;
        for (; u + 8 <= end; u += 8) mask |= ByteMask.above(bytes, at + u, above) << u;
        for (; u < end; u++) if (bytes[at + u] > above) mask |= 1L << u;
        masks[t * words + w] = mask;
        at += end;
      }
    }
    return masks;
  }

  /**
   * Units on throughout a window, and off beside it where that is asked and there is a beside.
   *
   * @param on overwritten
   */
  private long[] window(long[] masks, int from, int steps, long[] on) {
    int to = from + stretch.length() - 1;
    for (int w = 0; w < words; w++) {
      long all = masks[from * words + w];
      for (int t = from + 1; t <= to; t++) all &= masks[t * words + w];
      if (stretch.offBefore() && from > 0) all &= ~masks[(from - 1) * words + w];
      if (stretch.offAfter() && to + 1 < steps) all &= ~masks[(to + 1) * words + w];
      on[w] = all;
    }
    return on;
  }

  private static List<Integer> units(long[] mask) {
    List<Integer> units = new ArrayList<>();
    for (int u = 0; u < mask.length * 64; u++) {
      if ((mask[u >> 6] >> u & 1) == 1) units.add(u);
    }
    return units;
  }

  private String nothingOn(float[][] states) {
    double highest = -1;
    int which = 0;
    for (int u = 0; u < index.units(); u++) {
      double lowest = 1;
      for (int t = stretch.from(); t <= stretch.to(); t++) lowest = Math.min(lowest, states[t][u]);
      if (lowest > highest) {
        highest = lowest;
        which = u;
      }
    }
    String beside = stretch.offBefore() || stretch.offAfter() ? " and is off beside it" : "";
    return String.format(
        java.util.Locale.ROOT,
        "no unit stays above %.2f from step %d to %d%s; the highest, unit %d, stays above %.2f",
        stretch.threshold(),
        stretch.from(),
        stretch.to(),
        beside,
        which,
        Math.floor(100 * highest) / 100);
  }
}
