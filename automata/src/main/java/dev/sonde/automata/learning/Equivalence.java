package dev.sonde.automata.learning;

import dev.sonde.automata.Machine;
import dev.sonde.settings.Bounds;
import java.util.List;

/** A way to look for a word that a hypothesis answers wrongly. */
public sealed interface Equivalence {

  /**
   * Words of uniform length and inputs.
   *
   * @param words tried before the hypothesis is believed
   */
  record RandomWords(int words, int from, int to, long seed) implements Equivalence {
    public RandomWords {
      Bounds.atLeast("words", words, 1);
      requireLengths(from, to);
    }

    /** 2000 words of length 1 to 30. */
    public static RandomWords defaults() {
      return new RandomWords(2000, 1, 30, 1);
    }
  }

  /**
   * The W-method (Chow 1978): finds every difference to a machine with up to {@code depth} states
   * more than the hypothesis. Its words grow as inputs^(depth+1).
   *
   * @param most words tried in one round
   */
  record WMethod(int depth, int most) implements Equivalence {
    public WMethod {
      Bounds.atLeast("depth", depth, 0);
      Bounds.atLeast("words of a round", most, 1);
    }
  }

  /**
   * As many random words that a hypothesis which passes the r-th round is wrong on more than a
   * share {@code epsilon} of such words only with probability {@code delta}: ⌈(ln 1/δ + r·ln 2) /
   * ε⌉ (Angluin 1987).
   */
  record Pac(double epsilon, double delta, int from, int to, long seed) implements Equivalence {
    public Pac {
      requireLengths(from, to);
      if (!(epsilon > 0 && epsilon < 1 && delta > 0 && delta < 1)) {
        throw new IllegalArgumentException(
            "epsilon and delta lie between 0 and 1, not %s and %s".formatted(epsilon, delta));
      }
    }

    /** Words of the {@code round}-th test, from 1. */
    public int words(int round) {
      return (int) Math.ceil((Math.log(1 / delta) + round * Math.log(2)) / epsilon);
    }
  }

  private static void requireLengths(int from, int to) {
    if (from < 1 || to < from) {
      throw new IllegalArgumentException("words of length %d to %d".formatted(from, to));
    }
  }

  /** The shortest prefix of the word that the machine answers otherwise, its length; 0 if none. */
  static int wrongAfter(Machine machine, int[] word, int[] outputs) {
    int[] said = machine.outputs(word);
    for (int i = 0; i < said.length; i++) if (said[i] != outputs[i]) return i + 1;
    return 0;
  }

  /** Random words, then the W-method one state deep. */
  static List<Equivalence> defaults() {
    return List.of(RandomWords.defaults(), new WMethod(1, 5000));
  }
}
