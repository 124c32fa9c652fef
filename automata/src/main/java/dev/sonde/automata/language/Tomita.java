package dev.sonde.automata.language;

import dev.sonde.automata.Machine;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The seven languages over {0, 1} of Tomita (1982), as minimal DFAs:
 *
 * <ol>
 *   <li>1*
 *   <li>(10)*
 *   <li>no odd run of 1s that an odd run of 0s follows anywhere later
 *   <li>no 000
 *   <li>an even number of 0s and an even number of 1s
 *   <li>number of 0s − number of 1s divisible by 3
 *   <li>0*1*0*1*
 * </ol>
 */
public final class Tomita {

  private static final List<String> INPUTS = List.of("0", "1");

  private Tomita() {}

  /**
   * @param number 1 … 7
   */
  public static Machine of(int number) {
    return switch (number) {
      case 1 -> dfa(1, "10", new int[][] {{1, 0}, {1, 1}});
      case 2 -> dfa(2, "100", new int[][] {{2, 1}, {0, 2}, {2, 2}});
      // Even so far; after an odd run of 1s; then after an odd, an even run of 0s; refused.
      case 3 -> dfa(3, "11010", new int[][] {{0, 1}, {2, 0}, {3, 4}, {2, 3}, {4, 4}});
      case 4 -> dfa(4, "1110", new int[][] {{1, 0}, {2, 0}, {3, 0}, {3, 3}});
      case 5 -> dfa(5, "1000", new int[][] {{1, 2}, {0, 3}, {3, 0}, {2, 1}});
      case 6 -> dfa(6, "100", new int[][] {{1, 2}, {2, 0}, {0, 1}});
      case 7 -> dfa(7, "11110", new int[][] {{0, 1}, {2, 1}, {2, 3}, {4, 3}, {4, 4}});
      default -> throw new IllegalArgumentException("Tomita's languages are 1 to 7, not " + number);
    };
  }

  private static Machine dfa(int number, String accepting, int[][] next) {
    boolean[] accepts = new boolean[next.length];
    for (int s = 0; s < accepts.length; s++) accepts[s] = accepting.charAt(s) == '1';
    List<String> states = IntStream.range(0, next.length).mapToObj(s -> "s" + s).toList();
    return Machine.dfa("tomita" + number, INPUTS, states, 0, next, accepts);
  }
}
