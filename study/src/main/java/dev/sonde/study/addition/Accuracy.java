package dev.sonde.study.addition;

import java.util.ArrayList;
import java.util.List;

/**
 * How many answers are right.
 *
 * @param character share of symbols that are right with the right ones fed back, padding and end
 *     sign included: the figure that the literature quotes
 * @param exact share of sums whose whole answer is right when the network reads its own symbols
 * @param n sums
 * @param characterByPosition as {@code character}, for each position of the answer
 * @param decodedByPosition the share right at each position when the network reads its own symbols
 */
public record Accuracy(
    double character,
    double exact,
    int n,
    List<Double> characterByPosition,
    List<Double> decodedByPosition) {

  public Accuracy {
    characterByPosition = List.copyOf(characterByPosition);
    decodedByPosition = List.copyOf(decodedByPosition);
  }

  /** Of all answers. */
  public static Accuracy of(Answers answers) {
    int n = answers.size();
    long exact = 0;
    long[] taught = new long[answers.length()];
    long[] decoded = new long[answers.length()];
    long characters = 0;
    for (int i = 0; i < n; i++) {
      if (answers.exact(i)) exact++;
      for (int t = 0; t < taught.length; t++) {
        if (answers.rightTaught(i, t)) taught[t]++;
        if (answers.right(i, t)) decoded[t]++;
      }
    }
    for (long right : taught) characters += right;
    return new Accuracy(
        (double) characters / n / taught.length,
        (double) exact / n,
        n,
        shares(taught, n),
        shares(decoded, n));
  }

  private static List<Double> shares(long[] counts, int n) {
    List<Double> shares = new ArrayList<>();
    for (long count : counts) shares.add((double) count / n);
    return shares;
  }
}
