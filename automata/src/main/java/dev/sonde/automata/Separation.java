package dev.sonde.automata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Words by which two machines can be told apart. Inputs and outputs are compared by name. The empty
 * word counts only between machines whose states have outputs.
 */
public final class Separation {

  /** A pair of states, how it was reached and from which pair; a word is read backwards from it. */
  private record Pair(int left, int right, int before, int input, int depth) {}

  private Separation() {}

  public static boolean equivalent(Machine left, Machine right) {
    return words(left, right, 1).isEmpty();
  }

  /**
   * The shortest word whose last output differs, in the left machine's numbers of inputs; the first
   * in their order. Empty if the machines are equivalent.
   *
   * @throws MachineException if the machines do not have the same inputs
   */
  public static Optional<int[]> shortest(Machine left, Machine right) {
    return words(left, right, 1).stream().findFirst();
  }

  /**
   * Up to {@code limit} words that end in different outputs, the shortest first, one for every pair
   * of states and last input.
   */
  public static List<int[]> words(Machine left, Machine right, int limit) {
    int[] inputs = translation(left, right);
    List<int[]> found = new ArrayList<>();
    boolean states = left.kind() != Kind.MEALY && right.kind() != Kind.MEALY;
    if (states && differ(left, left.output(left.initial()), right, right.output(right.initial()))) {
      found.add(new int[0]);
    }
    List<Pair> queue = new ArrayList<>();
    Map<Long, Boolean> seen = new HashMap<>();
    queue.add(new Pair(left.initial(), right.initial(), -1, -1, 0));
    seen.put(key(left.initial(), right.initial()), true);
    for (int at = 0; at < queue.size() && found.size() < limit; at++) {
      Pair pair = queue.get(at);
      for (int a = 0; a < inputs.length && found.size() < limit; a++) {
        int l = left.next(pair.left(), a);
        int r = right.next(pair.right(), inputs[a]);
        if (differ(
            left, left.output(pair.left(), a), right, right.output(pair.right(), inputs[a]))) {
          found.add(word(queue, at, a));
        }
        if (seen.putIfAbsent(key(l, r), true) == null) {
          queue.add(new Pair(l, r, at, a, pair.depth() + 1));
        }
      }
    }
    return found;
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  private static boolean differ(Machine left, int l, Machine right, int r) {
    return !left.outputs().get(l).equals(right.outputs().get(r));
  }

  private static int[] word(List<Pair> queue, int last, int input) {
    int[] word = new int[queue.get(last).depth() + 1];
    word[word.length - 1] = input;
    Pair pair = queue.get(last);
    for (int i = word.length - 2; i >= 0; i--) {
      word[i] = pair.input();
      pair = queue.get(pair.before());
    }
    return word;
  }

  /** The right machine's number of each of the left one's inputs. */
  private static int[] translation(Machine left, Machine right) {
    int[] inputs = left.inputs().stream().mapToInt(right.inputs()::indexOf).toArray();
    if (IntStream.of(inputs).anyMatch(i -> i < 0) || inputs.length != right.inputs().size()) {
      throw new MachineException(
          "machines '%s' and '%s' cannot be compared: inputs %s and %s"
              .formatted(left.name(), right.name(), left.inputs(), right.inputs()));
    }
    return inputs;
  }
}
