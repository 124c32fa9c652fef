package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.List;

/** Normalises each row of the last axis (Ba et al. 2016). Site: its name. */
public record LayerNorm(String name, int width) implements Layer {

  private static final double EPSILON = 1e-5;

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.of(name + ".weight", Role.SCALE, 1, 1, width),
        ParameterSpec.of(name + ".bias", Role.SHIFT, 1, 1, width));
  }

  public Array apply(Pass pass, Array x) {
    Array normal =
        Functional.layerNorm(
            x, pass.parameter(name + ".weight"), pass.parameter(name + ".bias"), EPSILON);
    return pass.visit(name, normal, -1);
  }
}
