package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.torch.TorchModule;
import dev.sonde.file.IoReason;
import dev.sonde.network.program.module.ModuleProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** A whole PyTorch module whose class, and those of the modules in it, are known. */
record ModuleFile() implements ModelFile.Kind {

  @Override
  public Optional<ModelFile> read(Checkpoint file, Hints hints) {
    return module(file)
        .flatMap(module -> ModuleProgram.read(file, module))
        .map(program -> ProgramFile.of(file.path(), program, hints));
  }

  /** The module that a file holds, of whatever class. */
  static Optional<TorchModule> module(Checkpoint file) {
    boolean torch = file.format().equals("pytorch-zip") || file.format().equals("pytorch-legacy");
    if (!torch || !Files.isRegularFile(file.path())) return Optional.empty();
    try {
      return TorchModule.read(Bytes.map(file.path()));
    } catch (IOException e) {
      throw new CheckpointException(file.path() + ": cannot be read: " + IoReason.of(e), e);
    }
  }
}
