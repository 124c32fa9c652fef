package dev.sonde.network.program.keras;

import java.util.List;

/** How layers of one class compute. */
interface Rule {

  /**
   * Writes the steps.
   *
   * @return what the layer gives; several for a layer that returns its states
   * @throws dev.sonde.network.program.ProgramException if its settings or weights do not fit
   */
  List<Flow> of(LayerCall call);
}
