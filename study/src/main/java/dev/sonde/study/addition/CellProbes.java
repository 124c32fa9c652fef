package dev.sonde.study.addition;

import dev.sonde.analysis.cells.ProbeScore;
import dev.sonde.analysis.cells.ProbeSettings;
import dev.sonde.analysis.cells.StateProbe;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be read off the cells by a linear rule. In the encoder: the position, the symbol just
 * read, the running sum of what was read, and at the end whether the ones carry. In the decoder:
 * the position, the right symbol to write now, whether the columns below carry into the one that is
 * written, and the whole sum.
 *
 * @param encoder its scores
 * @param decoder its scores
 */
public record CellProbes(List<ProbeScore> encoder, List<ProbeScore> decoder) {

  public CellProbes {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  /** Probes c, or h where there is no cell. */
  public static CellProbes of(
      CellStates states, Format format, ProbeSettings settings, Workers workers) {
    return new CellProbes(
        encoder(states, format, settings, workers), decoder(states, format, settings, workers));
  }

  private static List<ProbeScore> encoder(
      CellStates states, Format format, ProbeSettings settings, Workers workers) {
    StateProbe probe = StateProbe.of(state(states.encoder()), settings);
    List<Sum> sums = states.sums();
    int[][] read = states.encoder().read();
    int last = format.sourceLength() - 1;
    double[][] running = new double[sums.size()][];
    for (int s = 0; s < running.length; s++) running[s] = running(read[s], format.reversed());
    List<ProbeScore> scores = new ArrayList<>();
    scores.add(probe.classes("position", (s, t) -> t, last + 1, workers));
    scores.add(probe.classes("symbol read", (s, t) -> read[s][t], Alphabet.size(), workers));
    scores.add(
        probe.classes(
            "ones carry (last step)",
            (s, t) -> t == last ? Math.min(1, sums.get(s).carryInto(1)) : -1,
            2,
            workers));
    scores.add(probe.number("running sum", (s, t) -> running[s][t]));
    return scores;
  }

  private static List<ProbeScore> decoder(
      CellStates states, Format format, ProbeSettings settings, Workers workers) {
    StateProbe probe = StateProbe.of(state(states.decoder()), settings);
    List<Sum> sums = states.sums();
    int steps = format.targetLength();
    int[][] right = sums.stream().map(format::target).toArray(int[][]::new);
    List<ProbeScore> scores = new ArrayList<>();
    scores.add(probe.classes("position", (s, t) -> t, steps, workers));
    scores.add(
        probe.classes("right symbol to write", (s, t) -> right[s][t], Alphabet.size(), workers));
    scores.add(
        probe.classes(
            "carry into this place",
            (s, t) -> carry(sums.get(s), format.place(t), format.digits()),
            2,
            workers));
    scores.add(probe.number("whole sum", (s, t) -> sums.get(s).total()));
    return scores;
  }

  /**
   * Into places above the ones and up to one beyond the largest term; elsewhere nothing carries.
   */
  private static int carry(Sum sum, int place, int digits) {
    return place < 1 || place > digits ? -1 : Math.min(1, sum.carryInto(place));
  }

  private static dev.sonde.analysis.cells.Traces state(CellStates.Layer layer) {
    return layer.cell().hasCell() ? layer.part("c") : layer.part("h");
  }

  /** The sum of what was read up to each symbol, each term as far as it was read. */
  static double[] running(int[] read, boolean reversed) {
    double[] running = new double[read.length];
    double before = 0;
    double current = 0;
    double unit = 1;
    for (int t = 0; t < read.length; t++) {
      int symbol = read[t];
      if (symbol < 10) {
        current = reversed ? current + symbol * unit : 10 * current + symbol;
        unit *= 10;
      } else if (Alphabet.text(symbol).equals("+")) {
        before += current;
        current = 0;
        unit = 1;
      }
      running[t] = before + current;
    }
    return running;
  }
}
