package dev.sonde.study.addition;

import dev.sonde.settings.Setting;

/**
 * How a sum is written: the terms right-justified to {@code terms·digits + terms − 1} characters
 * and an end sign, the answer right-justified to {@code digits + 2 + ⌊log10 terms⌋} and an end
 * sign. The decoder reads a start sign first.
 */
public record Format(
    @Setting(help = "digits of the largest term", min = 1, max = 8) int digits,
    @Setting(help = "terms of every sum", min = 2, max = 9) int terms,
    @Setting(help = "write the question backwards, its last digit first") boolean reversed) {

  public Format {
    if (digits < 1 || digits > 8) throw new AdditionException(digits + " digits: from 1 to 8");
    if (terms < 2 || terms > 9) throw new AdditionException(terms + " terms: from 2 to 9");
  }

  public static Format of(int digits, int terms) {
    return new Format(digits, terms, false);
  }

  public Format reversed(boolean on) {
    return new Format(digits, terms, on);
  }

  /** Characters of a question, its end sign included. */
  public int sourceLength() {
    return terms * digits + terms;
  }

  /** Characters of an answer, its end sign included. */
  public int targetLength() {
    return digits + 3 + (int) Math.log10(terms);
  }

  /** One more than the largest term. */
  public int bound() {
    return bound(digits);
  }

  static int bound(int digits) {
    return (int) Math.round(Math.pow(10, digits));
  }

  /**
   * The question's symbols.
   *
   * @throws AdditionException if the sum has other terms than this format
   */
  public int[] source(Sum sum) {
    if (sum.terms().size() != terms || sum.terms().stream().anyMatch(term -> term >= bound())) {
      throw new AdditionException(
          "'"
              + sum
              + "' is not a sum of "
              + terms
              + " terms of at most "
              + digits
              + (digits == 1 ? " digit" : " digits"));
    }
    String text = " ".repeat(sourceLength() - 1 - sum.toString().length()) + sum;
    if (reversed) text = new StringBuilder(text).reverse().toString();
    return Alphabet.symbols(text + "\n");
  }

  /** The right answer's symbols. */
  public int[] target(Sum sum) {
    String text = String.valueOf(sum.total());
    return Alphabet.symbols(" ".repeat(targetLength() - 1 - text.length()) + text + "\n");
  }

  /** The place of the decimal that stands at a position of the answer; −1 at its end sign. */
  public int place(int position) {
    return targetLength() - 2 - position;
  }

  @Override
  public String toString() {
    return digits
        + (digits == 1 ? " digit, " : " digits, ")
        + terms
        + " terms"
        + (reversed ? ", reversed" : "");
  }
}
