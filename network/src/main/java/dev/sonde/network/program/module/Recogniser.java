package dev.sonde.network.program.module;

import java.util.Optional;

/** A family of architectures, and how its state dicts are told. */
interface Recogniser {

  /**
   * What was found.
   *
   * @param tree the modules
   * @param words which architecture, and what was assumed where shapes leave it open
   */
  record Found(ModuleTree tree, String words) {}

  /**
   * The modules; empty if the names are not of this family.
   *
   * @throws dev.sonde.network.program.ProgramException if the names are, and the shapes are not
   */
  Optional<Found> of(StateDict names);
}
