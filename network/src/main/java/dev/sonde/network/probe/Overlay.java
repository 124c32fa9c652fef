package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.TorchException;
import dev.sonde.tensor.Tensor;

/**
 * Puts given values where a mask says so: at some rows, positions or units of a site. A batch may
 * hold another variant in each of its rows.
 *
 * @param values broadcast over the site
 * @param mask other than 0 where they stand, broadcast over the site
 */
public record Overlay(Sites sites, Tensor values, Tensor mask) implements Intervention {

  public static Overlay of(String sites, Tensor values, Tensor mask) {
    return new Overlay(Sites.of(sites), values, mask);
  }

  @Override
  public Array replacement(String address, Array value, int unitAxis) {
    try {
      Array laid = Array.of(values).to(value.type()).where(Array.of(mask).truths(), value);
      if (laid.shape().equals(value.shape())) return laid;
    } catch (TorchException e) {
      // Shapes that do not broadcast: said below.
    }
    throw new SiteException(
        "site '"
            + address
            + "' has shape "
            + value.shape()
            + ", over which values "
            + values.shape()
            + " and mask "
            + mask.shape()
            + " do not fit");
  }
}
