package dev.sonde.study.addition;

import dev.sonde.file.Bounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the study trains and looks at.
 *
 * @param digits of the largest term
 * @param terms of every sum
 * @param units of encoder and decoder
 * @param samples training sums
 * @param epochs of training
 * @param batch sums per step
 * @param patience evaluations without improvement until training stops early; 0: never
 * @param runs networks per condition: other sums, other weights
 * @param variants whether attention, a curriculum, drawing by total and longer terms are tried too,
 *     one network each
 * @param looked networks per condition whose units are silenced and probed
 * @param asked sums for that
 * @param indexed sums whose states are searched
 * @param seed of everything; run r has seed + r − 1
 */
public record AdditionSettings(
    int digits,
    int terms,
    int units,
    int samples,
    int epochs,
    int batch,
    int patience,
    int runs,
    boolean variants,
    int looked,
    int asked,
    int indexed,
    long seed) {

  public AdditionSettings {
    Bounds.atLeast("digits", digits, 1);
    Bounds.atLeast("terms", terms, 2);
    Bounds.atLeast("samples", samples, 1);
    Bounds.atLeast("patience", patience, 0);
    if (units < 1
        || epochs < 1
        || batch < 1
        || runs < 1
        || looked < 1
        || asked < 20
        || indexed < 1) {
      throw new AdditionException(
          "units, epochs, batch, runs, networks looked into: at least 1; sums asked: at least 20");
    }
  }

  /** Two digits, minutes on two cores. */
  public static AdditionSettings quick() {
    return new AdditionSettings(2, 2, 64, 4000, 60, 32, 0, 2, true, 1, 2000, 10_000, 1);
  }

  /** The published setting: three digits, 5,000 sums, 128 units, 200 epochs. */
  public static AdditionSettings paper() {
    return new AdditionSettings(3, 2, 128, 5000, 200, 128, 0, 4, false, 1, 2000, 100_000, 1);
  }

  public AdditionSettings size(int newDigits, int newTerms, int newUnits, int newSamples) {
    return new AdditionSettings(
        newDigits,
        newTerms,
        newUnits,
        newSamples,
        epochs,
        batch,
        patience,
        runs,
        variants,
        looked,
        asked,
        indexed,
        seed);
  }

  public AdditionSettings training(int newEpochs, int newBatch, int newPatience, int newRuns) {
    return new AdditionSettings(
        digits,
        terms,
        units,
        samples,
        newEpochs,
        newBatch,
        newPatience,
        newRuns,
        variants,
        Math.min(looked, newRuns),
        asked,
        indexed,
        seed);
  }

  public AdditionSettings looking(int newAsked, int newIndexed) {
    return new AdditionSettings(
        digits,
        terms,
        units,
        samples,
        epochs,
        batch,
        patience,
        runs,
        variants,
        looked,
        newAsked,
        newIndexed,
        seed);
  }

  public AdditionSettings variants(boolean on) {
    return new AdditionSettings(
        digits, terms, units, samples, epochs, batch, patience, runs, on, looked, asked, indexed,
        seed);
  }

  public AdditionSettings seed(long other) {
    return new AdditionSettings(
        digits, terms, units, samples, epochs, batch, patience, runs, variants, looked, asked,
        indexed, other);
  }

  /** A way of training and its networks. */
  public record Condition(String name, List<TrainingPlan> plans) {
    public Condition {
      plans = List.copyOf(plans);
    }
  }

  public static final String PLAIN = "plain";
  public static final String REVERSED = "reversed";

  /** All conditions; the first two are compared over runs. */
  public List<Condition> conditions() {
    List<Condition> all = new ArrayList<>();
    List<TrainingPlan> plain = new ArrayList<>();
    List<TrainingPlan> reversed = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      plain.add(plan(false, seed + run));
      reversed.add(plan(true, seed + run));
    }
    all.add(new Condition(PLAIN, plain));
    all.add(new Condition(REVERSED, reversed));
    if (variants) variants(all);
    return all;
  }

  private void variants(List<Condition> all) {
    TrainingPlan base = plan(true, seed);
    DataSettings data = base.data();
    all.add(new Condition("reversed, attention", List.of(base.attention(true))));
    all.add(new Condition("reversed, curriculum", List.of(base.curriculum(true))));
    DataSettings byTotal = data.sampling(Sampling.BY_SUM);
    all.add(new Condition("reversed, drawn by total", List.of(base.data(byTotal))));
    if (digits > 2) {
      // Fewer sums of shorter terms exist (50 of one digit would teach nothing): at most half of
      // them, so that tests remain.
      int shorter = (int) Math.min(samples, Math.pow(Format.bound(digits - 1), terms) / 2);
      DataSettings short1 = data.trainedDigits(digits - 1).samples(Math.max(1, shorter));
      all.add(new Condition("reversed, one digit less", List.of(base.data(short1))));
    }
  }

  private TrainingPlan plan(boolean reversed, long runSeed) {
    Format format = new Format(digits, terms, reversed);
    return TrainingPlan.of(DataSettings.of(format, samples, runSeed), units, runSeed)
        .epochs(epochs)
        .batch(batch)
        .patience(patience);
  }

  /** Everything that can change the numbers. */
  public Map<String, String> asMap() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("digits", String.valueOf(digits));
    all.put("terms", String.valueOf(terms));
    all.put("units", String.valueOf(units));
    all.put("samples", String.valueOf(samples));
    all.put("epochs", String.valueOf(epochs));
    all.put("batch", String.valueOf(batch));
    all.put("patience", String.valueOf(patience));
    all.put("runs", String.valueOf(runs));
    all.put("variants", String.valueOf(variants));
    all.put("looked", String.valueOf(looked));
    all.put("asked", String.valueOf(asked));
    all.put("indexed", String.valueOf(indexed));
    all.put("seed", String.valueOf(seed));
    return all;
  }
}
