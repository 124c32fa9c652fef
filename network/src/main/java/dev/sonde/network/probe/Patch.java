package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;

/** Puts what another run had at the same site in its place (activation patching). */
public record Patch(Sites sites, Capture source) implements Intervention {

  public static Patch from(Capture source, String sites, int... units) {
    return new Patch(Sites.of(sites, units), source);
  }

  @Override
  public Array replacement(String address, Array value, int unitAxis) {
    Tensor recorded = source.values(address);
    if (!recorded.shape().equals(value.shape())) {
      throw new SiteException(
          "site '"
              + address
              + "' has shape "
              + value.shape()
              + ", the recorded one "
              + recorded.shape()
              + "; record all units of the same batch");
    }
    return Array.of(recorded).to(value.type());
  }
}
