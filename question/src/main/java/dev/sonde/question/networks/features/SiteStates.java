package dev.sonde.question.networks.features;

import dev.sonde.analysis.units.UnitTally;
import dev.sonde.analysis.units.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the counts of a site's units. */
final class SiteStates {
  private SiteStates() {}

  /**
   * @param reference counts of the first state
   * @param first the first state; null for itself
   */
  static FeaturesAnswer.State of(
      InputSet set,
      UnitTally tally,
      long examples,
      ValueCounts counts,
      ValueCounts reference,
      FeaturesAnswer.@Nullable State first) {
    double n = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double zeros = 0;
    List<Integer> dead = new ArrayList<>();
    List<Integer> saturated = new ArrayList<>();
    for (int u = 0; u < tally.units(); u++) {
      UnitTally.Unit unit = tally.unit(u);
      if (unit.dead()) dead.add(u);
      if (unit.saturated() >= UnitTally.SATURATED) saturated.add(u);
      if (unit.values() == 0) continue;
      n += unit.values();
      sum += unit.mean() * unit.values();
      zeros += unit.zeros();
      min = Math.min(min, unit.min());
      max = Math.max(max, unit.max());
    }
    double mean = sum / n;
    double squares = 0;
    for (int u = 0; u < tally.units(); u++) {
      UnitTally.Unit unit = tally.unit(u);
      if (unit.values() == 0) continue;
      squares += unit.values() * (unit.std() * unit.std() + Math.pow(unit.mean() - mean, 2));
    }
    double std = Math.sqrt(squares / n);
    boolean any = n > 0;
    return new FeaturesAnswer.State(
        set.network(),
        set.name(),
        examples,
        any ? mean : Double.NaN,
        any ? std : Double.NaN,
        any ? min : Double.NaN,
        any ? max : Double.NaN,
        any ? zeros / n : Double.NaN,
        tally.notFinite(),
        counts.distance(reference),
        first == null ? 0 : (mean - first.mean()) / first.std(),
        dead,
        saturated,
        Arrays.stream(counts.counts()).boxed().toList());
  }
}
