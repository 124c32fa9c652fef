package dev.sonde.study.addition;

import java.util.List;

/**
 * What a network says to sums: once with the right answer fed back at each step (taught), once with
 * its own (decoded).
 */
public final class Answers {

  private final List<Sum> sums;
  private final int length;
  private final byte[] targets;
  private final byte[] taught;
  private final byte[] decoded;

  /** Symbols of all answers in one row each, {@code [sums × length]}. */
  Answers(List<Sum> sums, int length, byte[] targets, byte[] taught, byte[] decoded) {
    this.sums = sums;
    this.length = length;
    this.targets = targets;
    this.taught = taught;
    this.decoded = decoded;
  }

  public List<Sum> sums() {
    return sums;
  }

  public int size() {
    return sums.size();
  }

  /** Symbols of an answer. */
  public int length() {
    return length;
  }

  /** Whether the whole answer is right, decoded freely. */
  public boolean exact(int sum) {
    for (int t = 0; t < length; t++) if (!right(sum, t)) return false;
    return true;
  }

  /** Whether the symbol at a position is right, decoded freely. */
  public boolean right(int sum, int position) {
    return decoded[sum * length + position] == targets[sum * length + position];
  }

  /** Whether the symbol at a position is right with the right ones before it. */
  public boolean rightTaught(int sum, int position) {
    return taught[sum * length + position] == targets[sum * length + position];
  }

  /** The decoded symbols of one answer. */
  public int[] symbols(int sum) {
    int[] symbols = new int[length];
    for (int t = 0; t < length; t++) symbols[t] = decoded[sum * length + t];
    return symbols;
  }

  /** The answer as text, without the padding around it: {@code 46}. */
  public String text(int sum) {
    return Alphabet.text(symbols(sum)).strip();
  }
}
