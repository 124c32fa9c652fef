package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Examples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.layer.Memo;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.numbers.Shuffle;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs all examples without each of several sets of units. Of each batch the whole network is
 * computed once, then for each set what depends on its units.
 */
record Variants(
    ArrayNetwork network,
    Examples examples,
    Targets targets,
    List<UnitSite> sites,
    SiteAblation.Settings settings) {

  /**
   * @param base of the whole network
   * @param scores one for each set
   * @param changed the share of answers that are others than the whole network's, for each set; NaN
   *     of numbers
   */
  record Result(Score base, Reading reading, List<Score> scores, List<Double> changed) {}

  Result run(List<AblatedUnits> variants, LongConsumer progress) {
    Map<String, float[]> means = settings.to() == Replacement.MEAN ? means() : Map.of();
    long[] others = settings.to() == Replacement.RESAMPLE ? others() : new long[0];
    List<Scorer> scorers = new ArrayList<>();
    Answers answers = new Answers();
    List<Answers.Changes> changes = new ArrayList<>();
    Reading reading = Reading.NUMBERS;
    long step = examples.atOnce(Math.min(settings.batch(), network.mostExamples()));
    for (long from = 0; from < examples.count(); from += step) {
      long count = Math.min(step, examples.count() - from);
      long rows = examples.cut() ? count : targets.count();
      try (Scope _ = new Scope();
          Memo memo = new Memo(settings.memory())) {
        Map<String, Array> given = examples.batch(from, count);
        Tensor whole = network.compute(given, Outputs.reader(settings.output()), memo);
        memo.freeze();
        if (scorers.isEmpty()) {
          reading = Reading.of(whole, rows, targets);
          for (int i = 0; i < variants.size(); i++) {
            changes.add(answers.new Changes());
            scorers.add(new Scorer(targets, reading, changes.get(i)));
          }
          scorers.add(new Scorer(targets, reading, answers::add));
        }
        answers.clear();
        scorers.getLast().add(whole, from, rows);
        Capture seen = others.length == 0 ? null : seen(others, from, count);
        for (int i = 0; i < variants.size(); i++) {
          changes.get(i).begin();
          scorers.get(i).add(run(given, variants.get(i), memo, means, seen), from, rows);
          progress.accept(count);
        }
      }
    }
    if (scorers.isEmpty()) throw new DataException("there are no examples");
    List<Score> scores = scorers.stream().map(Scorer::score).toList();
    return new Result(
        scores.getLast(),
        reading,
        scores.subList(0, variants.size()),
        changes.stream().map(Answers.Changes::share).toList());
  }

  private Tensor run(
      Map<String, Array> given,
      AblatedUnits variant,
      Memo memo,
      Map<String, float[]> means,
      @Nullable Capture seen) {
    return network.compute(
        given, Outputs.reader(settings.output()), memo, variant.probes(means, seen));
  }

  private Probe[] taps() {
    return sites.stream().map(site -> Tap.valuesAt(site.address())).toArray(Probe[]::new);
  }

  /** What stands at the sites for the examples that these are given the values of. */
  private Capture seen(long[] others, long from, long count) {
    long[] rows = new long[Math.toIntExact(count)];
    for (int i = 0; i < rows.length; i++) rows[i] = others[(int) from + i];
    try (Scope _ = new Scope()) {
      return network.run(examples.pick(rows), taps());
    }
  }

  /** For each example another one: a random circle through all of them. */
  private long[] others() {
    if (!examples.cut() || examples.count() < 2) {
      throw new DataException(
          "values of other examples need examples that can be told apart, two or more");
    }
    int count = Math.toIntExact(examples.count());
    int[] circle = Shuffle.order(count, new SplittableRandom(settings.seed()));
    long[] others = new long[count];
    for (int i = 0; i < count; i++) others[circle[i]] = circle[(i + 1) % count];
    return others;
  }

  /** The mean of each unit over all examples and places, summed in double. */
  private Map<String, float[]> means() {
    Map<String, double[]> sums = new HashMap<>();
    Map<String, Long> counts = new HashMap<>();
    long step = examples.atOnce(Math.min(settings.batch(), network.mostExamples()));
    for (long from = 0; from < examples.count(); from += step) {
      long count = Math.min(step, examples.count() - from);
      try (Scope _ = new Scope()) {
        Capture seen = network.run(examples.batch(from, count), taps());
        for (UnitSite site : sites) {
          Tensor values = seen.values(site.address());
          double[] sum = sums.computeIfAbsent(site.address(), _ -> new double[site.units()]);
          add(values, site, sum);
          counts.merge(site.address(), values.count() / site.units(), Long::sum);
        }
      }
    }
    Map<String, float[]> means = new HashMap<>();
    sums.forEach(
        (address, sum) -> {
          float[] mean = new float[sum.length];
          for (int u = 0; u < mean.length; u++) {
            mean[u] = (float) (sum[u] / counts.getOrDefault(address, 1L));
          }
          means.put(address, mean);
        });
    return means;
  }

  private static void add(Tensor values, UnitSite site, double[] sums) {
    int inner = 1;
    for (int axis = site.unitAxis() + 1; axis < values.shape().rank(); axis++) {
      inner *= (int) values.shape().extent(axis);
    }
    float[] floats = values.toFloats();
    for (int i = 0; i < floats.length; i++) sums[i / inner % sums.length] += floats[i];
  }
}
