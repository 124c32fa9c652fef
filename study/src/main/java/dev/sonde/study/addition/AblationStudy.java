package dev.sonde.study.addition;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Sites;
import dev.sonde.network.probe.Tap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Which units matter: both accuracies with units ablated, in h and c at every step.
 *
 * @param whole the network as it is
 * @param encoder each unit of the encoder, and each group, ablated there
 * @param decoder the same for the decoder
 */
public record AblationStudy(Accuracy whole, List<Effect> encoder, List<Effect> decoder) {

  /** What ablated units are set to. */
  public enum To {
    ZERO,
    /** The unit's mean at that step over all sums, so that only what varies is lost. */
    MEAN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which layers' units are ablated. */
  public enum Side {
    ENCODER,
    DECODER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What ablating units leaves.
   *
   * @param units one, or a group
   * @param character accuracy with the right symbols fed back
   * @param exact share of sums that stay right
   */
  public record Effect(List<Integer> units, double character, double exact) {
    public Effect {
      units = List.copyOf(units);
    }
  }

  public AblationStudy {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }

  /**
   * @param to what ablated units are set to
   * @param sides which layers
   * @param groups units to be ablated together, beside each single one
   * @param singles whether each unit is ablated alone
   */
  public record Settings(To to, List<Side> sides, List<List<Integer>> groups, boolean singles) {
    public Settings {
      sides = List.copyOf(sides);
      groups = groups.stream().map(List::copyOf).toList();
    }

    public static Settings defaults() {
      return new Settings(To.ZERO, List.of(Side.values()), List.of(), true);
    }
  }

  /**
   * Ablates and judges.
   *
   * @param progress hears of sums judged, in all sums × ablations
   * @throws AdditionException if a group names a unit that is not there
   */
  public static AblationStudy of(
      Adder adder, List<Sum> sums, Settings settings, Workers workers, IntConsumer progress) {
    List<List<Integer>> ablated = ablated(adder.model().hidden(), settings);
    Accuracy whole = Accuracy.of(adder.answers(sums, Adder.Probing.none(), workers));
    List<List<Effect>> effects = new ArrayList<>();
    for (Side side : Side.values()) {
      List<Effect> found = new ArrayList<>();
      if (settings.sides().contains(side)) {
        Ablator ablator = Ablator.of(adder, sums, side, settings.to());
        for (int from = 0; from < ablated.size(); from += TOGETHER) {
          List<List<Integer>> some =
              ablated.subList(from, Math.min(ablated.size(), from + TOGETHER));
          List<Answers> answers =
              adder.answers(sums, some.stream().map(ablator::probing).toList(), workers);
          for (int i = 0; i < some.size(); i++) {
            Accuracy left = Accuracy.of(answers.get(i));
            found.add(new Effect(some.get(i), left.character(), left.exact()));
          }
          progress.accept(some.size() * sums.size());
        }
      }
      effects.add(found);
    }
    return new AblationStudy(whole, effects.get(0), effects.get(1));
  }

  /** Ablations that share one run of the encoder; bounds what answers take in memory. */
  private static final int TOGETHER = 32;

  /** How many ablations the settings ask for, both sides together. */
  public static int count(Adder adder, Settings settings) {
    return ablated(adder.model().hidden(), settings).size() * settings.sides().size();
  }

  private static List<List<Integer>> ablated(int units, Settings settings) {
    List<List<Integer>> all = new ArrayList<>();
    if (settings.singles()) for (int u = 0; u < units; u++) all.add(List.of(u));
    for (List<Integer> group : settings.groups()) {
      for (int unit : group) {
        if (unit < 0 || unit >= units) {
          throw new AdditionException(
              "unit " + unit + ": the network has units 0 to " + (units - 1));
        }
      }
      all.add(group);
    }
    return all;
  }

  /** The effects on one side, the worst loss first. */
  public List<Effect> ranking(Side side) {
    return (side == Side.ENCODER ? encoder : decoder)
        .stream()
            .sorted(
                Comparator.comparingDouble(Effect::exact).thenComparingDouble(Effect::character))
            .toList();
  }

  /**
   * Makes the probes that ablate units.
   *
   * @param means of each unit at each address; empty for zero
   */
  private record Ablator(Side side, String sites, Map<String, float[]> means) {

    static Ablator of(Adder adder, List<Sum> sums, Side side, To to) {
      String parts = adder.model().cell().hasCell() ? "/{h,c}" : "/h";
      String sites = side + ".rnn@t=*" + parts;
      if (to == To.ZERO) return new Ablator(side, sites, Map.of());
      return new Ablator(side, sites, means(adder, sums, side, sites));
    }

    /** Over all sums, batch by batch. */
    private static Map<String, float[]> means(
        Adder adder, List<Sum> sums, Side side, String sites) {
      Map<String, double[]> totals = new LinkedHashMap<>();
      for (int from = 0; from < sums.size(); from += Adder.BATCH) {
        List<Sum> batch = sums.subList(from, Math.min(sums.size(), from + Adder.BATCH));
        Capture seen = seen(adder, batch, side, sites);
        for (String address : seen.addresses()) {
          float[] values = seen.values(address).toFloats();
          int units = values.length / batch.size();
          double[] total = totals.computeIfAbsent(address, _ -> new double[units]);
          for (int i = 0; i < values.length; i++) total[i % units] += values[i];
        }
      }
      Map<String, float[]> means = new LinkedHashMap<>();
      totals.forEach(
          (address, total) -> {
            float[] mean = new float[total.length];
            for (int u = 0; u < mean.length; u++) mean[u] = (float) (total[u] / sums.size());
            means.put(address, mean);
          });
      return means;
    }

    private static Capture seen(Adder adder, List<Sum> sums, Side side, String sites) {
      try (Pass encoding =
          side == Side.ENCODER
              ? adder.network().evaluate(Tap.values(sites))
              : adder.network().evaluate()) {
        var encoded = adder.model().encode(encoding, adder.sources(sums));
        if (side == Side.ENCODER) return encoding.capture();
        try (Pass decoding = adder.network().evaluate(Tap.values(sites))) {
          adder.model().decode(decoding, encoded, adder.format().targetLength(), null);
          return decoding.capture();
        }
      }
    }

    Adder.Probing probing(List<Integer> units) {
      int[] chosen = units.stream().mapToInt(Integer::intValue).toArray();
      Probe ablation = new Ablation(Sites.of(sites, chosen), means);
      return side == Side.ENCODER
          ? new Adder.Probing(List.of(ablation), List.of())
          : new Adder.Probing(List.of(), List.of(ablation));
    }
  }
}
