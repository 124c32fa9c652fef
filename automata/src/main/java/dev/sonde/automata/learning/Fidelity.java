package dev.sonde.automata.learning;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a machine that was read out of a network can be trusted, by the length of words: its
 * agreement with the network apart from its agreement with the truth.
 *
 * @param rows by growing length
 */
public record Fidelity(List<Row> rows) {

  /** Lengths up to and far beyond those that networks are trained on. */
  public static final List<Integer> LENGTHS = List.of(1, 2, 4, 8, 12, 16, 24, 32, 64, 128);

  public Fidelity {
    rows = List.copyOf(rows);
  }

  /**
   * Words of one length.
   *
   * @param fidelity share of words whose last output the machine and the network give alike
   * @param everyPrefix share of words on which they agree after every prefix
   * @param accuracy share of words whose last output the machine and the truth give alike, or null
   *     without a truth
   * @param network the same of the network and the truth
   */
  public record Row(
      int length,
      int words,
      double fidelity,
      double everyPrefix,
      @Nullable Double accuracy,
      @Nullable Double network) {}

  /**
   * @param truth the machine that the network was to learn, outputs numbered as the teacher's; may
   *     be null
   * @param count words of each length, drawn uniformly
   */
  public static Fidelity of(
      Machine machine,
      Teacher teacher,
      @Nullable Machine truth,
      List<Integer> lengths,
      int count,
      long seed) {
    List<Row> rows = new ArrayList<>();
    for (int length : lengths) {
      List<int[]> words =
          Words.uniform(count, length, length, machine.inputs().size(), seed + length);
      List<int[]> answers = teacher.outputs(words);
      int same = 0;
      int always = 0;
      int right = 0;
      int networkRight = 0;
      for (int w = 0; w < count; w++) {
        int answer = answers.get(w)[length - 1];
        int said = machine.lastOutput(words.get(w));
        same += answer == said ? 1 : 0;
        always += Equivalence.wrongAfter(machine, words.get(w), answers.get(w)) == 0 ? 1 : 0;
        if (truth == null) continue;
        int wanted = truth.lastOutput(words.get(w));
        right += said == wanted ? 1 : 0;
        networkRight += answer == wanted ? 1 : 0;
      }
      double n = count;
      rows.add(
          new Row(
              length,
              count,
              same / n,
              always / n,
              truth == null ? null : right / n,
              truth == null ? null : networkRight / n));
    }
    return new Fidelity(rows);
  }
}
