package dev.sonde.question.networks.tap;

/**
 * The difference between one output and the same output computed by another program.
 *
 * @param largest largest |value| of the other program's output
 * @param difference the largest |ours − theirs|
 * @param unlike number of elements that are not finite in one or both, and differ
 * @param whole whether the output has whole numbers, which must be equal
 */
public record OutputDifference(
    String output, double largest, double difference, long unlike, boolean whole) {

  /** Tolerance as a share of the largest value: sums in another order differ by rounding. */
  private static final double ROUNDING = 1e-3;

  /** Whether both are equal up to rounding. */
  public boolean agrees() {
    return unlike == 0 && difference <= (whole ? 0 : ROUNDING * largest);
  }

  /** Adds more elements of the same output. */
  OutputDifference and(OutputNumbers ours, OutputNumbers theirs) {
    double most = largest;
    double apart = difference;
    long odd = unlike;
    for (int i = 0; i < theirs.reals().length; i++) {
      double a = ours.reals()[i];
      double b = theirs.reals()[i];
      if (!Double.isFinite(a) || !Double.isFinite(b)) {
        if (Double.compare(a, b) != 0) odd++;
        continue;
      }
      most = Math.max(most, Math.abs(b));
      apart = Math.max(apart, Math.abs(a - b));
    }
    for (int i = 0; i < theirs.whole().length; i++) {
      long a = ours.whole()[i];
      long b = theirs.whole()[i];
      most = Math.max(most, Math.abs((double) b));
      // Beyond 2⁵³ neighbouring whole numbers are the same double.
      if (a != b) apart = Math.max(apart, Math.max(1, Math.abs((double) a - b)));
    }
    return new OutputDifference(output, most, apart, odd, whole);
  }

  /** As one line, for {@link #parse}. */
  String line() {
    return largest + " " + difference + " " + unlike + " " + whole;
  }

  /**
   * @throws IllegalArgumentException if the line was not written by {@link #line}
   */
  static OutputDifference parse(String output, String line) {
    String[] numbers = line.split(" ", 4);
    if (numbers.length != 4) throw new IllegalArgumentException(output + ": " + line);
    return new OutputDifference(
        output,
        Double.parseDouble(numbers[0]),
        Double.parseDouble(numbers[1]),
        Long.parseLong(numbers[2]),
        Boolean.parseBoolean(numbers[3]));
  }
}
