package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.program.module.StateDictProgram;
import java.util.Optional;

/** The state dict of a well-known architecture that is not built in. */
record ArchitectureFile() implements ModelFile.Kind {

  @Override
  public Optional<ModelFile> read(Checkpoint file, Hints hints) {
    Optional<String> plain = hints.plain().map(cell -> cell == Cell.RELU ? "relu" : "tanh");
    return StateDictProgram.read(file, hints.activation(), plain)
        .map(program -> ProgramFile.of(file.path(), program, hints));
  }
}
