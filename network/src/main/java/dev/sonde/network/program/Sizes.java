package dev.sonde.network.program;

import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.Value;
import java.util.List;

/** Bounds what a call would make before it is made. */
final class Sizes {

  private Sizes() {}

  static void require(Schema schema, List<Value> arguments, Limits limits) {}
}
