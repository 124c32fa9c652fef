package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A site and how many units stand there.
 *
 * @param unitAxis which axis counts them
 * @param layer its place among the sites that were asked for, in the order of computation
 */
public record UnitSite(String address, int units, int unitAxis, int layer) {

  /**
   * The sites of real numbers that selections name, in the order of computation; inputs of the
   * network are none.
   *
   * @param selections {@code layer1.**}
   * @throws dev.sonde.network.probe.SiteException if one names no site
   * @throws DataException if there is no site to change among them
   */
  public static List<UnitSite> of(
      ArrayNetwork network, Examples examples, List<String> selections) {
    try (Scope _ = new Scope()) {
      Map<String, dev.sonde.network.torch.Array> few = examples.batch(0, examples.atOnce(1));
      List<UnitSite> sites = new ArrayList<>();
      Map<String, Boolean> real = new HashMap<>();
      Map<String, Boolean> seen = new HashMap<>();
      for (String selection : selections) {
        Probe[] taps = {Tap.values(selection), Tap.shapes(selection)};
        Capture capture = network.run(few, taps);
        capture.sites().forEach(site -> real.put(site.address(), site.type().isFloating()));
        for (String address : capture.addresses()) {
          boolean input = network.inputs().stream().anyMatch(in -> in.name().equals(address));
          if (input || !real.getOrDefault(address, false)) continue;
          if (seen.put(address, true) != null) continue;
          int rank = capture.values(address).shape().rank();
          int axis = capture.unitAxis(address);
          long units = rank == 0 ? 1 : capture.values(address).shape().extent(axis);
          if (units > 0)
            sites.add(new UnitSite(address, Math.toIntExact(units), axis, sites.size()));
        }
      }
      if (!sites.isEmpty()) return sites;
      throw new DataException(
          "site "
              + String.join(" ", selections)
              + ": names no site of real numbers within the network; 'inspect' lists them");
    }
  }
}
