package dev.sonde.automata.learning;

import dev.sonde.automata.Machine;
import java.util.List;

/**
 * Something that answers every prefix of a word with an output, as a machine or a network does. It
 * must give the same answers always.
 */
@FunctionalInterface
public interface Teacher {

  /**
   * The outputs after every prefix of each word, the empty prefix left out.
   *
   * @param words of any lengths but 0; asked together because a network answers many at once
   */
  List<int[]> outputs(List<int[]> words);

  /** A machine as a teacher. */
  static Teacher of(Machine machine) {
    return words -> words.stream().map(machine::outputs).toList();
  }
}
