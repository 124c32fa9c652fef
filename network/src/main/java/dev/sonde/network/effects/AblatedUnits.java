package dev.sonde.network.effects;

import dev.sonde.checkpoint.Glob;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Patch;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Sites;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Units that are ablated together: some of one site, or of several.
 *
 * @param parts what is ablated at each site
 */
record AblatedUnits(List<Part> parts) {

  AblatedUnits {
    parts = List.copyOf(parts);
  }

  /**
   * @param units from 0; all of them where the list is empty
   */
  record Part(UnitSite site, List<Integer> units) {
    Part {
      units = List.copyOf(units);
    }
  }

  static AblatedUnits of(UnitSite site, List<Integer> units) {
    return new AblatedUnits(List.of(new Part(site, units)));
  }

  /**
   * Units of several sites.
   *
   * @param numbers of units, counted through all sites from 0
   */
  static AblatedUnits numbered(List<UnitSite> sites, Collection<Integer> numbers) {
    TreeMap<Integer, List<Integer>> bySite = new TreeMap<>();
    for (int number : new TreeSet<>(numbers)) {
      int unit = number;
      int at = 0;
      while (unit >= sites.get(at).units()) unit -= sites.get(at++).units();
      bySite.computeIfAbsent(at, _ -> new ArrayList<>()).add(unit);
    }
    List<Part> parts = new ArrayList<>();
    bySite.forEach((at, units) -> parts.add(new Part(sites.get(at), units)));
    return new AblatedUnits(parts);
  }

  /**
   * @param means per address, where they are set to it
   * @param others what stands there for other examples, where they are set to that
   */
  Probe[] probes(Map<String, float[]> means, @Nullable Capture others) {
    Probe[] probes = new Probe[parts.size()];
    for (int i = 0; i < probes.length; i++) {
      Part part = parts.get(i);
      String address = part.site().address();
      Sites sites = new Sites(Glob.exactly(address), part.units());
      float[] mean = means.get(address);
      if (others != null) probes[i] = new Patch(sites, others);
      else probes[i] = new Ablation(sites, mean == null ? Map.of() : Map.of(address, mean));
    }
    return probes;
  }
}
