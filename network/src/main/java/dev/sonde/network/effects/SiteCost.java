package dev.sonde.network.effects;

import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Parameters;
import dev.sonde.tensor.Shape;
import java.util.List;
import java.util.OptionalLong;

/** How many multiplications it takes to compute a site, as far as that is known. */
public final class SiteCost {

  private SiteCost() {}

  /**
   * Of a convolution or a linear layer: each number of its result is a product with one row of its
   * weight. Empty of anything else: where no weight {@code [units × …]} has the site's name.
   *
   * @param shape of what stands there
   */
  public static OptionalLong multiplications(
      Parameters parameters, String address, List<String> aliases, String operator, Shape shape) {
    if (operator.toLowerCase(java.util.Locale.ROOT).contains("embedding")) {
      return OptionalLong.empty();
    }
    OptionalLong found = of(parameters, address, shape);
    for (String alias : aliases) if (found.isEmpty()) found = of(parameters, alias, shape);
    return found;
  }

  private static OptionalLong of(Parameters parameters, String name, Shape shape) {
    String weight = name + ".weight";
    if (!parameters.has(weight) || shape.rank() < 2) return OptionalLong.empty();
    Parameter parameter = parameters.get(weight);
    int rank = parameter.shape().rank();
    if (rank < 2 || parameter.shape().count() == 0) return OptionalLong.empty();
    long units = shape.extent(rank == 2 ? shape.rank() - 1 : 1);
    if (parameter.shape().extent(0) != units) return OptionalLong.empty();
    return OptionalLong.of(shape.count() * (parameter.shape().count() / units));
  }
}
