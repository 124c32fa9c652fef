package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import java.util.List;

/** What modules of one class compute. */
interface ModuleRule {

  /**
   * Writes the steps.
   *
   * @return what the module gives, its own site among it
   * @throws dev.sonde.network.program.ProgramException if its settings or tensors do not fit
   */
  List<Operand> of(ModuleCall call);

  /** A rule of one value. */
  interface One {
    Operand of(ModuleCall call);
  }

  static ModuleRule one(One rule) {
    return call -> List.of(rule.of(call));
  }
}
