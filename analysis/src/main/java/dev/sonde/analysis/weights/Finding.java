package dev.sonde.analysis.weights;

/**
 * Something in a tensor that a reader would want to know.
 *
 * @param kind what it is
 * @param address the tensor it is about
 * @param measure how strong it is, in the kind's own measure; larger stands out more
 * @param sentence what it is, with the numbers; the address is not in it
 */
public record Finding(Kind kind, String address, double measure, String sentence) {

  /** What can stand out, the gravest first. */
  public enum Kind {
    /** NaN or infinite values: the model cannot work. */
    NOT_FINITE("holds values that are not finite", "hold values that are not finite", true),
    /** Rows in which all values are 0. */
    ZERO_ROWS("has rows of zeros", "have rows of zeros", false),
    /** Columns in which all values are 0. */
    ZERO_COLUMNS("has columns of zeros", "have columns of zeros", false),
    /** Rows, or channels of the first axis, that are all but zero beside the others. */
    DECAYED_ROWS(
        "has decayed rows (root mean square under 1/20 of the median)",
        "have decayed rows (root mean square under 1/20 of the median)",
        false),
    /** Columns, or channels of another axis, that are all but zero beside the others. */
    DECAYED_COLUMNS(
        "has decayed columns (root mean square under 1/20 of the median)",
        "have decayed columns (root mean square under 1/20 of the median)",
        false),
    /** All values are the same. */
    CONSTANT("is constant", "are constant", false),
    /** Values many standard deviations from the mean. */
    OUTLIERS("has extreme outliers", "have extreme outliers", false),
    /** Far larger or smaller than the other matrices of the file. */
    SCALE("has an unusual scale", "have an unusual scale", false),
    /** Mostly zeros, as after pruning. */
    SPARSE("is mostly zeros", "are mostly zeros", false);

    private final String one;
    private final String many;
    private final boolean grave;

    Kind(String one, String many, boolean grave) {
      this.one = one;
      this.many = many;
      this.grave = grave;
    }

    /** What one tensor does: {@code is constant}. */
    public String one() {
      return one;
    }

    /** What several tensors do: {@code are constant}. */
    public String many() {
      return many;
    }

    /** Whether something is likely wrong, not just unusual. */
    public boolean grave() {
      return grave;
    }
  }
}
