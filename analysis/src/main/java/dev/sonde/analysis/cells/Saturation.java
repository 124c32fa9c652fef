package dev.sonde.analysis.cells;

import java.util.ArrayList;
import java.util.List;

/**
 * How often each unit's gate is nearly shut or nearly open (Karpathy et al. 2015).
 *
 * @param gate which one, such as {@code f}
 * @param low below this it counts as shut
 * @param high above this as open
 */
public record Saturation(String gate, double low, double high, List<Unit> units) {

  public Saturation {
    units = List.copyOf(units);
  }

  /**
   * @param shut share of sequences and steps with a value below {@code low}
   * @param open share above {@code high}
   */
  public record Unit(int unit, double shut, double open) {}

  /** With the usual limits, 0.1 and 0.9. */
  public static Saturation of(String gate, Traces values) {
    return of(gate, values, .1, .9);
  }

  public static Saturation of(String gate, Traces values, double low, double high) {
    double n = (double) values.sequences() * values.steps();
    long[] shut = new long[values.units()];
    long[] open = new long[values.units()];
    float[] all = values.values();
    for (int i = 0; i < all.length; i++) {
      if (all[i] < low) shut[i % shut.length]++;
      if (all[i] > high) open[i % open.length]++;
    }
    List<Unit> units = new ArrayList<>();
    for (int u = 0; u < shut.length; u++) units.add(new Unit(u, shut[u] / n, open[u] / n));
    return new Saturation(gate, low, high, units);
  }
}
