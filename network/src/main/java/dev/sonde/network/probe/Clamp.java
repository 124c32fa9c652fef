package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;

/** Holds units between two values; equal bounds fix them. */
public record Clamp(Sites sites, double low, double high) implements Intervention {

  public Clamp {
    if (!(low <= high)) {
      throw new IllegalArgumentException("clamp between " + low + " and " + high);
    }
  }

  public static Clamp to(double value, String sites, int... units) {
    return between(value, value, sites, units);
  }

  public static Clamp between(double low, double high, String sites, int... units) {
    return new Clamp(Sites.of(sites, units), low, high);
  }

  @Override
  public Array replacement(String address, Array value, int unitAxis) {
    return value.atLeast(low).atMost(high);
  }
}
