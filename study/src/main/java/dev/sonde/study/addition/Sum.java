package dev.sonde.study.addition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A question of the task: {@code 12+34}. */
public record Sum(List<Integer> terms) {

  public Sum {
    terms = List.copyOf(terms);
    if (terms.size() < 2) throw new AdditionException("a sum of " + terms.size() + " terms");
  }

  public static Sum of(Integer... terms) {
    return new Sum(List.of(terms));
  }

  /**
   * Reads {@code 12+34}; spaces at its ends are ignored.
   *
   * @throws AdditionException if it is something else
   */
  public static Sum parse(String text) {
    List<Integer> terms = new ArrayList<>();
    for (String part : Arrays.asList(text.strip().split("\\+", -1))) {
      if (!part.matches("[0-9]{1,8}")) {
        throw new AdditionException("'" + text + "' is not a sum such as 12+34");
      }
      terms.add(Integer.parseInt(part));
    }
    if (terms.size() < 2) throw new AdditionException("'" + text + "' is not a sum such as 12+34");
    return new Sum(terms);
  }

  public int total() {
    return terms.stream().mapToInt(Integer::intValue).sum();
  }

  /** How many columns carry into the next when it is added by hand. */
  public int carries() {
    int carries = 0;
    for (int place = 0; place < 9; place++) if (carryInto(place + 1) > 0) carries++;
    return carries;
  }

  /** What the columns below {@code place} carry into it; 0 for the ones. */
  public int carryInto(int place) {
    long unit = Math.round(Math.pow(10, place));
    return (int) (terms.stream().mapToLong(term -> term % unit).sum() / unit);
  }

  /** The same terms, the other way round. */
  public Sum reversed() {
    List<Integer> other = new ArrayList<>(terms);
    Collections.reverse(other);
    return new Sum(other);
  }

  /** The terms by size: the same for all orders of the same numbers. */
  List<Integer> sorted() {
    return terms.stream().sorted().toList();
  }

  @Override
  public String toString() {
    return terms.stream().map(String::valueOf).collect(Collectors.joining("+"));
  }
}
