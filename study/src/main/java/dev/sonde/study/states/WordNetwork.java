package dev.sonde.study.states;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.automata.learning.Teacher;
import java.util.List;

/**
 * A network that answers every prefix of a word with a class and holds a state after it. Words are
 * numbers of inputs, as in {@link dev.sonde.automata.Machine}.
 */
public sealed interface WordNetwork extends Teacher, AutoCloseable
    permits StateNetwork, TextNetwork {

  /** What the inputs are called, in the order of their numbers. */
  List<String> inputs();

  /** What the classes are called, in the order of their numbers. */
  List<String> classes();

  /** The longest word it reads. */
  int longest();

  /**
   * The state vectors after every prefix of each word, the initial one left out, one word after the
   * other.
   *
   * @throws dev.sonde.automata.MachineException if the network computes NaN, or vectors too large
   *     for float32
   */
  Points vectors(List<int[]> words);

  @Override
  void close();

  /** {@code 0}, {@code 1}, … */
  static List<String> numbers(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }
}
