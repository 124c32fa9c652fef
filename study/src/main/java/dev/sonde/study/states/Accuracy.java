package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Words;
import dev.sonde.automata.learning.Teacher;
import java.util.Arrays;
import java.util.List;

/**
 * How well a network follows a machine on words longer than it was trained on.
 *
 * @param strict share of the words on which every prefix is right
 * @param last share of the words whose last output is right
 * @param words of length 16 to 30, uniform
 */
public record Accuracy(double strict, double last, int words) {

  /** The published number of words. */
  public static final int WORDS = 10_000;

  /** Below this a network has not learned. */
  public static final double LEARNED = 0.8;

  /**
   * @param network answers in the machine's outputs
   */
  public static Accuracy of(Teacher network, Machine machine, int count, long seed) {
    return of(network, machine, Integer.MAX_VALUE, count, seed);
  }

  /**
   * @param network answers in the machine's outputs
   * @param longest words that it reads
   */
  static Accuracy of(Teacher network, Machine machine, int longest, int count, long seed) {
    int from = Math.min(16, longest);
    int to = Math.min(30, longest);
    List<int[]> words = Words.uniform(count, from, to, machine.inputs().size(), seed);
    List<int[]> answers = network.outputs(words);
    int strict = 0;
    int last = 0;
    for (int w = 0; w < count; w++) {
      int[] wanted = machine.outputs(words.get(w));
      strict += Arrays.equals(wanted, answers.get(w)) ? 1 : 0;
      last += wanted[wanted.length - 1] == answers.get(w)[wanted.length - 1] ? 1 : 0;
    }
    return new Accuracy(strict / (double) count, last / (double) count, count);
  }

  public boolean learned() {
    return strict >= LEARNED;
  }
}
