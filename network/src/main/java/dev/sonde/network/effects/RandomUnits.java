package dev.sonde.network.effects;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Random units that effects are held against. */
final class RandomUnits {

  private RandomUnits() {}

  /** Other units of the site, one each. */
  static List<AblatedUnits> others(
      UnitSite site, int unit, SiteAblation.Settings settings, SplittableRandom random) {
    int most = Math.min(settings.controls(), site.units() - 1);
    List<AblatedUnits> sets = new ArrayList<>();
    for (int other : drawn(most, site.units() - 1, random)) {
      sets.add(AblatedUnits.of(site, List.of(other < unit ? other : other + 1)));
    }
    return sets;
  }

  /** As many units of the site; every set another. */
  static List<AblatedUnits> sets(
      UnitSite site, int size, SiteAblation.Settings settings, SplittableRandom random) {
    if (size >= site.units()) return List.of();
    Set<List<Integer>> sets = new LinkedHashSet<>();
    for (int tries = 0; tries < 4 * settings.controls(); tries++) {
      if (sets.size() == settings.controls()) break;
      sets.add(drawn(size, site.units(), random));
    }
    return sets.stream().map(units -> AblatedUnits.of(site, units)).toList();
  }

  /** As many units as a site has, of all the other sites; every set another. */
  static List<AblatedUnits> elsewhere(
      List<UnitSite> sites,
      UnitSite site,
      SiteAblation.Settings settings,
      SplittableRandom random) {
    List<UnitSite> others = sites.stream().filter(other -> !other.equals(site)).toList();
    return among(others, site.units(), settings, random);
  }

  /** So many units of all of these sites together; every set another. */
  static List<AblatedUnits> among(
      List<UnitSite> sites, int size, SiteAblation.Settings settings, SplittableRandom random) {
    int pool = sites.stream().mapToInt(UnitSite::units).sum();
    if (pool < size) return List.of();
    Set<AblatedUnits> sets = new LinkedHashSet<>();
    for (int tries = 0; tries < 4 * settings.controls(); tries++) {
      if (sets.size() == settings.controls()) break;
      sets.add(AblatedUnits.numbered(sites, drawn(size, pool, random)));
    }
    return List.copyOf(sets);
  }

  /** {@code count} different numbers below {@code all}, in order (Floyd's algorithm). */
  private static List<Integer> drawn(int count, int all, SplittableRandom random) {
    TreeSet<Integer> drawn = new TreeSet<>();
    for (int i = all - count; i < all; i++) {
      int number = random.nextInt(i + 1);
      if (!drawn.add(number)) drawn.add(i);
    }
    return List.copyOf(drawn);
  }
}
