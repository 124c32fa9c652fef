package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;

/** Adds a number to each selected unit. */
public record Addition(Sites sites, double amount) implements Intervention {

  public static Addition of(double amount, String sites, int... units) {
    return new Addition(Sites.of(sites, units), amount);
  }

  @Override
  public Array replacement(String address, Array value, int unitAxis) {
    return value.add(amount);
  }
}
