package dev.sonde.network.effects;

import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Units of a site that tell nothing about the examples.
 *
 * @param units at the site
 * @param zero those that are 0 for every example, at every place
 * @param constant those that never change, zero or not
 */
public record DeadUnits(String site, int units, int zero, int constant) {

  /** The least and the greatest value of each unit. */
  private static final class Bounds {
    private final float[] low;
    private final float[] high;

    Bounds(int units) {
      low = new float[units];
      high = new float[units];
      Arrays.fill(low, Float.POSITIVE_INFINITY);
      Arrays.fill(high, Float.NEGATIVE_INFINITY);
    }

    void add(Tensor values, int axis) {
      int inner = 1;
      for (int i = axis + 1; i < values.shape().rank(); i++)
        inner *= (int) values.shape().extent(i);
      float[] floats = values.toFloats();
      for (int i = 0; i < floats.length; i++) {
        int unit = i / inner % low.length;
        low[unit] = Math.min(low[unit], floats[i]);
        high[unit] = Math.max(high[unit], floats[i]);
      }
    }

    DeadUnits dead(String site) {
      int zero = 0;
      int constant = 0;
      for (int u = 0; u < low.length; u++) {
        if (low[u] == high[u]) constant++;
        if (low[u] == 0 && high[u] == 0) zero++;
      }
      return new DeadUnits(site, low.length, zero, constant);
    }
  }

  /**
   * Runs all examples.
   *
   * @param progress hears of each batch how many were in it; may throw to stop
   */
  public static List<DeadUnits> of(
      ArrayNetwork network,
      Examples examples,
      List<UnitSite> sites,
      int batch,
      LongConsumer progress) {
    Map<UnitSite, Bounds> all = new LinkedHashMap<>();
    for (UnitSite site : sites) all.put(site, new Bounds(site.units()));
    Probe[] taps = sites.stream().map(s -> Tap.valuesAt(s.address())).toArray(Probe[]::new);
    long step = examples.atOnce(Math.min(batch, network.mostExamples()));
    for (long from = 0; from < examples.count(); from += step) {
      long count = Math.min(step, examples.count() - from);
      try (Scope _ = new Scope()) {
        Capture seen = network.run(examples.batch(from, count), taps);
        all.forEach((site, bounds) -> bounds.add(seen.values(site.address()), site.unitAxis()));
      }
      progress.accept(count);
    }
    List<DeadUnits> dead = new ArrayList<>();
    all.forEach((site, bounds) -> dead.add(bounds.dead(site.address())));
    return dead;
  }
}
