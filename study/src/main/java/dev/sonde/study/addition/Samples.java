package dev.sonde.study.addition;

import dev.sonde.network.layer.Seeds;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The sums of one training and its tests; no test sum is trained on.
 *
 * @param training what is learnt
 * @param tests by name: {@code new} sums (the same numbers may have been trained in another order),
 *     {@code held-out} pairs (in no order), {@code longer} terms than any trained
 */
public record Samples(List<Sum> training, Map<String, List<Sum>> tests) {

  public static final String NEW = "new";
  public static final String HELD_OUT = "held-out";
  public static final String LONGER = "longer";

  public Samples {
    training = List.copyOf(training);
    tests = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tests));
  }

  /** The sums of one test; none if there are no such sums. */
  public List<Sum> test(String name) {
    return tests.getOrDefault(name, List.of());
  }

  /**
   * Draws them.
   *
   * @throws AdditionException if there are not enough different sums
   */
  public static Samples of(DataSettings settings) {
    Format format = settings.format();
    int terms = format.terms();
    int bound = Format.bound(settings.trainedDigits());
    long seed = settings.dataSeed();
    Predicate<Sum> held = sum -> heldOut(sum, settings);
    List<Sum> training =
        switch (settings.sampling()) {
          case UNIFORM ->
              Sums.distinct(
                  settings.samples(), terms, bound, held.negate(), Seeds.mix(seed, "training"));
          case BY_SUM ->
              Sums.byTotal(
                  settings.samples(), terms, bound, held.negate(), Seeds.mix(seed, "training"));
        };
    Set<Sum> seen = new HashSet<>(training);
    Map<String, List<Sum>> tests = new LinkedHashMap<>();
    tests.put(NEW, some(settings, bound, held.negate().and(sum -> !seen.contains(sum)), NEW));
    if (settings.heldOut() > 0) tests.put(HELD_OUT, some(settings, bound, held, HELD_OUT));
    if (settings.trainedDigits() < format.digits()) {
      Predicate<Sum> longer = sum -> sum.terms().stream().anyMatch(term -> term >= bound);
      tests.put(LONGER, some(settings, format.bound(), longer, LONGER));
    }
    tests.values().removeIf(List::isEmpty);
    return new Samples(training, tests);
  }

  /** Sums of fewer digits, for the first lessons of a curriculum; none of a test among them. */
  static List<Sum> easier(DataSettings settings, int digits, Samples samples) {
    Set<Sum> tested = new HashSet<>();
    samples.tests().values().forEach(tested::addAll);
    return Sums.upTo(
        settings.samples(),
        settings.format().terms(),
        Format.bound(digits),
        sum -> !heldOut(sum, settings) && !tested.contains(sum),
        Seeds.mix(settings.dataSeed(), digits));
  }

  /** Whether these numbers are held out, in every order: a function of numbers and seed alone. */
  private static boolean heldOut(Sum sum, DataSettings settings) {
    long mixed = Seeds.mix(settings.dataSeed(), "held-out");
    for (int term : sum.sorted()) mixed = Seeds.mix(mixed, term);
    return (mixed >>> 11) * 0x1p-53 < settings.heldOut();
  }

  private static List<Sum> some(
      DataSettings settings, int bound, Predicate<Sum> condition, String name) {
    return Sums.upTo(
        settings.test(),
        settings.format().terms(),
        bound,
        condition,
        Seeds.mix(settings.dataSeed(), name));
  }
}
