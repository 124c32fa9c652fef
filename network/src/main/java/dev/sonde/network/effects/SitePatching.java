package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Examples;
import dev.sonde.network.layer.Memo;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/**
 * Which parts of a network carry what tells two inputs apart: values of the clean input are put
 * into the run of the corrupted one, part by part (Meng et al. 2022; Zhang and Nanda 2024). Beside
 * it stands the first-order estimate, (clean − corrupted) · ∂metric/∂value at the corrupted input,
 * which takes one backward for all parts (attribution patching, Nanda 2023).
 *
 * <p>The metric is the logit of one class less that of another, the mean over examples; of outputs
 * over places, at the last place.
 *
 * @param clean metric of the clean input
 * @param corrupted metric of the corrupted input
 * @param answers class that is followed, of each example
 * @param wrongs class that it is held against
 */
public record SitePatching(
    double clean,
    double corrupted,
    List<Integer> answers,
    List<Integer> wrongs,
    List<Effect> effects) {

  /**
   * @param answer class that is followed; empty: the one that the clean input is given
   * @param wrong class that it is held against; empty: the one that the corrupted input is given
   * @param tile parts that are put in at once, in copies of the input
   * @param memory bytes of results that may be kept for all parts
   */
  public record Settings(
      List<String> sites, OptionalInt answer, OptionalInt wrong, int tile, long memory) {
    public Settings {
      sites = List.copyOf(sites);
    }
  }

  /** What a part is. */
  public enum Kind {
    /** All that stands at the site. */
    WHOLE,
    /** A map of a convolution. */
    CHANNEL,
    /** A place in a sequence. */
    POSITION,
    /** One number. */
    UNIT
  }

  /**
   * A part and what it carries.
   *
   * @param part from 0; −1 of the whole
   * @param value metric with the part put in
   * @param recovered (value − corrupted) / (clean − corrupted); NaN where those are the same
   * @param estimated first-order estimate of {@code recovered}
   */
  public record Effect(
      String site, Kind kind, int part, double value, double recovered, double estimated) {}

  public SitePatching {
    answers = List.copyOf(answers);
    wrongs = List.copyOf(wrongs);
    effects = List.copyOf(effects);
  }

  /**
   * Runs both inputs and every part.
   *
   * @param clean examples whose values are put in
   * @param corrupted as many, into whose run they are put
   * @param progress hears of each part; may throw to stop
   * @throws DataException if the two do not go together
   */
  public static SitePatching of(
      ArrayNetwork network,
      Examples clean,
      Examples corrupted,
      Settings settings,
      LongConsumer progress) {
    try (Scope _ = new Scope()) {
      Map<String, Array> right = clean.batch(0, clean.count());
      Map<String, Array> spoilt = corrupted.batch(0, corrupted.count());
      requireAlike(right, spoilt);
      Metric metric = Metric.of(network, right, spoilt, settings.answer(), settings.wrong());
      double high = metric.mean(network.compute(right, Metric::logits));
      double low = metric.mean(network.compute(spoilt, Metric::logits));
      Tiling tiling = Tiling.of(network, corrupted, spoilt, metric, settings.tile());
      Capture source = seen(network, right, settings.sites());
      Capture target = seen(network, spoilt, settings.sites());
      Capture slopes = slopes(network, spoilt, settings.sites(), metric);
      List<Effect> effects = new ArrayList<>();
      try (Memo memo = new Memo(settings.memory())) {
        network.compute(tiling.inputs(), _ -> true, memo);
        memo.freeze();
        Parts.Run run = new Parts.Run(network, tiling, metric, memo, progress);
        for (Parts parts : Parts.of(network, source, target, tiling, metric.examples())) {
          List<Double> values = run.values(parts);
          double[] estimates = parts.estimates(slopes);
          for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            double whole = high - low;
            effects.add(
                new Effect(
                    parts.site(),
                    i == 0 ? Kind.WHOLE : parts.kind(),
                    i - 1,
                    value,
                    whole == 0 ? Double.NaN : (value - low) / whole,
                    whole == 0 ? Double.NaN : estimates[i] / whole));
          }
        }
      }
      return new SitePatching(high, low, metric.answers(), metric.wrongs(), effects);
    }
  }

  private static void requireAlike(Map<String, Array> clean, Map<String, Array> corrupted) {
    clean.forEach(
        (name, array) -> {
          Array other = corrupted.get(name);
          if (other != null && other.shape().equals(array.shape())) return;
          throw new DataException(
              "input '%s': the clean one has the shape %s, the corrupted one %s; both must be the same"
                  .formatted(name, array.shape(), other == null ? "none" : other.shape()));
        });
  }

  private static Capture seen(ArrayNetwork network, Map<String, Array> given, List<String> sites) {
    List<Probe> probes = new ArrayList<>();
    for (String site : sites) {
      probes.add(Tap.values(site));
      probes.add(Tap.shapes(site));
    }
    return network.run(given, probes.toArray(Probe[]::new));
  }

  private static Capture slopes(
      ArrayNetwork network, Map<String, Array> given, List<String> sites, Metric metric) {
    Probe[] taps = sites.stream().map(Tap::gradients).toArray(Probe[]::new);
    return network.run(given, metric::signal, taps);
  }

  /** Pearson's correlation of what comes back and its estimate, over parts of sites. */
  public double correlation() {
    List<Effect> parts = effects.stream().filter(e -> e.kind() != Kind.WHOLE).toList();
    double x = 0;
    double y = 0;
    for (Effect part : parts) {
      x += part.recovered() / parts.size();
      y += part.estimated() / parts.size();
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (Effect part : parts) {
      double dx = part.recovered() - x;
      double dy = part.estimated() - y;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    return xy / Math.sqrt(xx * yy);
  }
}
