package dev.sonde.network.effects;

import dev.sonde.network.data.DataException;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Picks the output that is judged. */
final class Outputs {

  private Outputs() {}

  /**
   * @param name of the output; empty for the first
   */
  static Function<Map<String, Array>, Tensor> reader(String name) {
    return outputs -> array(outputs, name).toTensor(name.isEmpty() ? "output" : name);
  }

  static Array array(Map<String, Array> outputs, String name) {
    if (outputs.isEmpty()) throw new DataException("the network gives no arrays");
    if (name.isEmpty()) return outputs.values().iterator().next();
    if (outputs.containsKey(name)) return Objects.requireNonNull(outputs.get(name));
    throw new DataException("no output '" + name + "'; the network has " + outputs.keySet());
  }
}
