package dev.sonde.network.effects;

import dev.sonde.network.data.Examples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.model.ArrayNetwork;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which units matter together? Units are ablated one after another: at each step the one without
 * which, beside those that are ablated already, the loss is greatest, or least. The first in the
 * order of computation where several are equal.
 *
 * <p>Of n units, k steps take about k · n runs of all examples, of which each computes only what
 * depends on the ablated units. The greedy set need not be the worst of its size.
 *
 * @param base of the whole network
 * @param steps in the order in which units were ablated
 */
public record GreedyAblation(Score base, List<Step> steps) {

  public GreedyAblation {
    steps = List.copyOf(steps);
  }

  /**
   * @param count how many units are ablated, this one included
   * @param site of the unit that was ablated last
   * @param unit from 0
   * @param score without all of them
   * @param changed share of answers that are others than the whole network's; null of numbers
   * @param control as many units of all sites at random
   */
  public record Step(
      int count, String site, int unit, Score score, @Nullable Double changed, Control control) {}

  /** Which unit is ablated next. */
  public enum Order {
    /** Without which the loss is greatest: what matters most. */
    MOST,
    /** Without which the loss is least: what the network can do without. */
    LEAST
  }

  /** How many runs of all examples it takes. */
  public static long variants(List<UnitSite> sites, int steps, SiteAblation.Settings settings) {
    long all = pool(sites);
    long taken = Math.min(steps, all);
    return taken * all - taken * (taken - 1) / 2 + taken * settings.controls();
  }

  private static int pool(List<UnitSite> sites) {
    return sites.stream().mapToInt(UnitSite::units).sum();
  }

  /**
   * Ablates units of all sites together.
   *
   * @param steps at most; all units if there are fewer
   * @param settings how units are ablated, and the controls
   * @param progress hears how many examples were run, of each variant; may throw to stop
   */
  public static GreedyAblation of(
      ArrayNetwork network,
      Examples examples,
      Targets targets,
      List<UnitSite> sites,
      int steps,
      Order order,
      SiteAblation.Settings settings,
      LongConsumer progress) {
    Variants variants = new Variants(network, examples, targets, sites, settings);
    int pool = pool(sites);
    Set<Integer> ablated = new LinkedHashSet<>();
    List<Step> taken = new ArrayList<>();
    Score base = null;
    while (taken.size() < Math.min(steps, pool)) {
      List<Integer> candidates = new ArrayList<>();
      List<AblatedUnits> tried = new ArrayList<>();
      for (int unit = 0; unit < pool; unit++) {
        if (ablated.contains(unit)) continue;
        candidates.add(unit);
        Set<Integer> together = new LinkedHashSet<>(ablated);
        together.add(unit);
        tried.add(AblatedUnits.numbered(sites, together));
      }
      int size = ablated.size() + 1;
      SplittableRandom random = new SplittableRandom(settings.seed() + 31L * size);
      tried.addAll(RandomUnits.among(sites, size, settings, random));
      Variants.Result result = variants.run(tried, progress);
      int best = best(result.scores().subList(0, candidates.size()), order);
      ablated.add(candidates.get(best));
      taken.add(step(sites, candidates.get(best), size, best, candidates.size(), result));
      base = result.base();
    }
    return new GreedyAblation(Objects.requireNonNull(base, "no unit"), taken);
  }

  private static int best(List<Score> scores, Order order) {
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      double ahead = scores.get(i).loss() - scores.get(best).loss();
      if (order == Order.MOST ? ahead > 0 : ahead < 0) best = i;
    }
    return best;
  }

  private static Step step(
      List<UnitSite> sites,
      int number,
      int count,
      int variant,
      int candidates,
      Variants.Result result) {
    AblatedUnits.Part last = AblatedUnits.numbered(sites, List.of(number)).parts().getFirst();
    Score score = result.scores().get(variant);
    int all = result.scores().size();
    return new Step(
        count,
        last.site().address(),
        last.units().getFirst(),
        score,
        score.accuracy() == null ? null : result.changed().get(variant),
        Control.of(
            score,
            result.scores().subList(candidates, all),
            result.changed().subList(candidates, all)));
  }
}
