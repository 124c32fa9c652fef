package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import java.util.List;

/** {@code y = x·Wᵀ + b}: {@code [… × in] → [… × out]}. Site: its name. */
public record Linear(String name, int in, int out) implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.of(name + ".weight", Role.WEIGHT, in, out, out, in),
        ParameterSpec.of(name + ".bias", Role.BIAS, in, out, out));
  }

  public Array apply(Pass pass, Array x) {
    return pass.visit(name, pass.remembered(name, () -> pass.linear(name, x), x), -1);
  }

  /** The same at one of several time steps. Site: {@code name@t=step}. */
  public Array apply(Pass pass, Array x, int step) {
    return pass.visit(name + "@t=" + step, pass.linear(name, x), -1);
  }
}
