package dev.sonde.network.probe;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.TorchException;
import dev.sonde.tensor.Tensor;

/**
 * Adds a vector at a site, at every row and position: steering (Turner et al. 2023).
 *
 * @param vector broadcast over the site
 */
public record Shift(Sites sites, Tensor vector) implements Intervention {

  public static Shift of(String sites, Tensor vector) {
    return new Shift(Sites.of(sites), vector);
  }

  @Override
  public Array replacement(String address, Array value, int unitAxis) {
    try {
      Array sum = value.add(Array.of(vector).to(value.type()));
      if (sum.shape().equals(value.shape())) return sum;
    } catch (TorchException e) {
      // Shapes that do not broadcast: said below.
    }
    throw new SiteException(
        "site '"
            + address
            + "' has shape "
            + value.shape()
            + ", to which a vector of shape "
            + vector.shape()
            + " cannot be added");
  }
}
