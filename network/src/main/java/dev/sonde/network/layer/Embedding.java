package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.List;

/** A learnt row per symbol: indices {@code [batch × …] → [batch × … × width]}. */
public record Embedding(String name, int symbols, int width) implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.of(name + ".weight", Role.EMBEDDING, width, symbols, symbols, width));
  }

  /** Looks rows up and reports them under {@code site}. */
  public Array apply(Pass pass, Array indices, String site) {
    Array rows = Functional.embedding(pass.parameter(name + ".weight"), indices);
    return pass.visit(site, rows, -1);
  }
}
