package dev.sonde.network.effects;

import dev.sonde.network.data.Examples;
import dev.sonde.network.data.Targets;
import dev.sonde.network.model.ArrayNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is lost without units of a network: loss and accuracy when they are ablated, beside those of
 * as many units drawn at random.
 *
 * <pre>{@code
 * List<UnitSite> sites = UnitSite.of(network, examples, List.of("layer3.**.conv1"));
 * SiteAblation lost = SiteAblation.of(network, examples, labels, sites, settings, _ -> {});
 * lost.worst().getFirst();   // layer3.0.conv1, unit 17
 * }</pre>
 *
 * @param base of the whole network
 * @param effects in the order of sites, single units before groups, those before the whole site
 */
public record SiteAblation(Score base, Reading reading, List<Effect> effects) {

  /**
   * What is ablated, and how.
   *
   * @param single each unit by itself
   * @param whole each site as a whole
   * @param groups units that are ablated together, at every site that has them
   * @param controls sets of as many random units that each effect is held against, at most
   * @param seed draws them, and the other examples of {@link Replacement#RESAMPLE}
   * @param batch examples at a time
   * @param output which one is judged; empty for the first
   * @param memory bytes of results of a batch that may be kept for all variants
   */
  public record Settings(
      Replacement to,
      boolean single,
      boolean whole,
      List<List<Integer>> groups,
      int controls,
      long seed,
      int batch,
      String output,
      long memory) {
    public Settings {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /**
   * @param units that were ablated together; empty for all
   * @param count how many they are
   * @param layer the site's place in the order of computation
   * @param score without them
   * @param changed share of answers that are others than the whole network's, right or wrong; null
   *     of numbers
   * @param control as many units at random
   */
  public record Effect(
      String site,
      List<Integer> units,
      int count,
      int layer,
      Score score,
      @Nullable Double changed,
      Control control) {
    public Effect {
      units = List.copyOf(units);
    }
  }

  public SiteAblation {
    effects = List.copyOf(effects);
  }

  /** The worst loss first. */
  public List<Effect> worst() {
    return effects.stream()
        .sorted(Comparator.comparingDouble((Effect effect) -> -effect.score().loss()))
        .toList();
  }

  /** How many runs of all examples it takes. */
  public static int variants(List<UnitSite> sites, Settings settings) {
    return plan(sites, settings).all.size();
  }

  /**
   * Runs all examples once for each variant.
   *
   * @param sites whose units are ablated
   * @param progress hears how many examples were run, of each variant; may throw to stop
   */
  public static SiteAblation of(
      ArrayNetwork network,
      Examples examples,
      Targets targets,
      List<UnitSite> sites,
      Settings settings,
      LongConsumer progress) {
    Plan plan = plan(sites, settings);
    Variants.Result result =
        new Variants(network, examples, targets, sites, settings).run(plan.all, progress);
    List<Effect> effects = new ArrayList<>();
    for (Wanted wanted : plan.wanted) {
      UnitSite site = wanted.site();
      List<Score> controls = wanted.controls().stream().map(result.scores()::get).toList();
      List<Double> others = wanted.controls().stream().map(result.changed()::get).toList();
      Double changed = result.changed().get(wanted.variant());
      Score score = Objects.requireNonNull(result.scores().get(wanted.variant()));
      int count = wanted.units().isEmpty() ? site.units() : wanted.units().size();
      effects.add(
          new Effect(
              site.address(),
              wanted.units(),
              count,
              site.layer(),
              score,
              score.accuracy() == null ? null : changed,
              Control.of(score, controls, others)));
    }
    return new SiteAblation(result.base(), result.reading(), effects);
  }

  /** An effect that is asked for, and the variants that tell it. */
  private record Wanted(UnitSite site, List<Integer> units, int variant, List<Integer> controls) {}

  /** Variants that are run, each once, and what is asked of them. */
  private static final class Plan {
    final List<AblatedUnits> all = new ArrayList<>();
    final Map<AblatedUnits, Integer> numbers = new LinkedHashMap<>();
    final List<Wanted> wanted = new ArrayList<>();

    int number(AblatedUnits ablated) {
      Integer known = numbers.get(ablated);
      if (known != null) return known;
      all.add(ablated);
      numbers.put(ablated, all.size() - 1);
      return all.size() - 1;
    }
  }

  private static Plan plan(List<UnitSite> sites, Settings settings) {
    Plan plan = new Plan();
    for (UnitSite site : sites) {
      SplittableRandom random = new SplittableRandom(settings.seed() + 31L * site.layer());
      if (settings.single()) {
        for (int unit = 0; unit < site.units(); unit++) {
          want(plan, site, List.of(unit), RandomUnits.others(site, unit, settings, random));
        }
      }
      for (List<Integer> group : settings.groups()) {
        if (group.stream().anyMatch(unit -> unit >= site.units())) continue;
        want(plan, site, group, RandomUnits.sets(site, group.size(), settings, random));
      }
      if (settings.whole()) {
        want(plan, site, List.of(), RandomUnits.elsewhere(sites, site, settings, random));
      }
    }
    return plan;
  }

  private static void want(
      Plan plan, UnitSite site, List<Integer> units, List<AblatedUnits> controls) {
    int variant = plan.number(AblatedUnits.of(site, units));
    plan.wanted.add(new Wanted(site, units, variant, controls.stream().map(plan::number).toList()));
  }
}
