package dev.sonde.study.addition;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.util.ArrayList;
import java.util.List;

/** What the study trains and looks at. Everything random follows from {@code seed}. */
public record AdditionSettings(
    @Setting(help = "digits of the largest term", initial = "2", min = 1, max = 8) int digits,
    @Setting(help = "terms of every sum", initial = "2", min = 2, max = 9) int terms,
    @Setting(help = "units of encoder and decoder", initial = "64", min = 1) int units,
    @Setting(help = "training sums", initial = "4000", min = 1) int samples,
    @Setting(help = "length of training", unit = "epochs", initial = "60", min = 1) int epochs,
    @Setting(help = "sums per step of training", initial = "32", min = 1) int batch,
    @Setting(
            help =
                "stop early after so many epochs without a better exact accuracy; 0: never stop"
                    + " early",
            initial = "0",
            min = 0)
        int patience,
    @Setting(
            help = "networks per condition, each with sums and weights of its own",
            initial = "2",
            min = 1)
        int runs,
    @Setting(
            help =
                "also train one network each with attention, a curriculum, sums drawn by total, and"
                    + " shorter terms",
            initial = "true")
        boolean variants,
    @Setting(
            help = "networks per condition whose units are ablated and probed",
            initial = "1",
            min = 1)
        int looked,
    @Setting(help = "sums asked with each unit ablated, and for probes", initial = "2000", min = 20)
        int asked,
    @Setting(help = "sums whose states are searched", initial = "10000", min = 1) int indexed,
    @Setting(help = "seed of sums, weights and order", initial = "1") long seed)
    implements Adjustable<AdditionSettings> {

  public AdditionSettings {
    SettingsCodec.check(
        AdditionSettings.class,
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
        asked,
        indexed,
        seed);
  }

  /** Two digits, minutes on two cores. */
  public static AdditionSettings quick() {
    return SettingsCodec.of(AdditionSettings.class).defaults();
  }

  /** The published setting: three digits, 5,000 sums, 128 units, 200 epochs. */
  public static AdditionSettings paper() {
    return new AdditionSettings(3, 2, 128, 5000, 200, 128, 0, 4, false, 1, 2000, 100_000, 1);
  }

  /** A way of training and its networks. */
  public record Condition(String name, List<TrainingPlan> plans) {
    public Condition {
      plans = List.copyOf(plans);
    }
  }

  public static final String PLAIN = "plain";
  public static final String REVERSED = "reversed";

  /**
   * All conditions; the first two are compared over runs. Run r of each has seed + r − 1: older
   * than {@link dev.sonde.study.trial.Trial#seed}, and kept, since trained networks lie under these
   * keys. Runs of one seed are not compared as pairs.
   */
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
    all.add(new Condition("reversed, attention", List.of(base.with("attention", true))));
    all.add(new Condition("reversed, curriculum", List.of(base.with("curriculum", true))));
    all.add(
        new Condition("reversed, drawn by total", List.of(base.with("sampling", Sampling.BY_SUM))));
    if (digits > 2) {
      // Fewer sums of shorter terms exist (50 of one digit would teach nothing): at most half of
      // them, so that tests remain.
      int shorter = (int) Math.min(samples, Math.pow(Format.bound(digits - 1), terms) / 2);
      TrainingPlan less =
          base.with("trained_digits", digits - 1).with("samples", Math.max(1, shorter));
      all.add(new Condition("reversed, one digit less", List.of(less)));
    }
  }

  private TrainingPlan plan(boolean reversed, long runSeed) {
    DataSettings data = DataSettings.of(new Format(digits, terms, reversed), samples, runSeed);
    return TrainingPlan.of(data, units, runSeed)
        .with("epochs", epochs)
        .with("batch", batch)
        .with("patience", patience);
  }
}
