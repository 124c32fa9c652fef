package dev.sonde.network.work;

import java.util.Locale;

/**
 * How much one run of a file's graph or program may compute. Belongs to the thread that runs.
 *
 * <p>A few hundred bytes can ask for loops, products and sums that take days and no memory. What
 * real networks compute grows with what they hold and are given: each parameter is used once per
 * position of the input, each number of the input passes a few thousand. So work is counted in
 * numbers read or written, and a run may take so many for each parameter and each number given. The
 * same run is refused on every machine, whatever its speed.
 *
 * <pre>{@code
 * WorkBudget work = WorkBudget.of(parameters, given);
 * work.charge(array.count());          // before numbers are gone through
 * work.multiply(rows * inner * columns, true);   // before a product is computed
 * }</pre>
 */
public final class WorkBudget {

  /** Java's system property that a run may take so many times as much; 1 unless it is set. */
  private static final String TIMES = "sonde.work";

  /** What any run may take: a few seconds. */
  private static final double ANY = 4e9;

  /** Each parameter at 640,000 positions, examples of a batch taken together. */
  private static final double EACH_PARAMETER = 1e4;

  private static final double EACH_NUMBER_GIVEN = 1e5;

  /** Multiplications within products of reals, which take as long as one number from memory. */
  private static final double MULTIPLICATIONS = 64;

  /** What calling an operator of the engine takes, in the time of numbers. */
  private static final double CALL = 2000;

  private final double most;
  private final double parameters;
  private final double given;
  private double done;

  private WorkBudget(double parameters, double given) {
    this.parameters = parameters;
    this.given = given;
    this.most = times() * (ANY + EACH_PARAMETER * parameters + EACH_NUMBER_GIVEN * given);
  }

  /**
   * @param parameters numbers among the file's constants
   * @param given numbers that the caller's inputs hold
   */
  public static WorkBudget of(double parameters, double given) {
    return new WorkBudget(parameters, given);
  }

  private static double times() {
    String text = System.getProperty(TIMES, "1");
    try {
      double times = Double.parseDouble(text);
      if (times > 0) return times;
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new WorkException("is not run: -D" + TIMES + "=" + text + " is no number above 0");
  }

  /** Numbers that were gone through. */
  public double done() {
    return done;
  }

  /**
   * Counts so many numbers that are about to be read or written.
   *
   * @throws WorkException if they are more than the run may go through
   */
  public void charge(double numbers) {
    done += numbers;
    if (done <= most) return;
    throw new WorkException(
        String.format(
            Locale.ROOT,
            "is more work than a run may take: %.3g numbers would be gone through, at most %.3g for"
                + " %.0f parameters and %.0f numbers given: is there a loop without end, or an"
                + " array far larger than what it is made of? If the network does compute so long,"
                + " Java's property %s=10 (SONDE_JVM=-D%s=10) allows ten times as much",
            done,
            most,
            parameters,
            given,
            TIMES,
            TIMES));
  }

  /** Counts calls of operators, beside what they go through. */
  public void call(double times) {
    charge(CALL * times);
  }

  /**
   * Counts multiplications of a product of matrices or a convolution, beside its result.
   *
   * @param reals whether the engine has fast products for them; not for whole numbers
   */
  public void multiply(double multiplications, boolean reals) {
    charge(reals ? multiplications / MULTIPLICATIONS : multiplications);
  }
}
