package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.Limits;
import dev.sonde.network.program.Program;
import dev.sonde.network.program.exported.ExportedProgram;
import dev.sonde.network.program.script.ScriptProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A file that brings its own computation: {@code .pt2} and TorchScript archives. */
final class ProgramFile {

  private ProgramFile() {}

  /**
   * The model, or empty if the file is of another kind.
   *
   * @throws CheckpointException if the file cannot be read
   * @throws dev.sonde.network.program.ProgramException if it holds a program that cannot be run
   */
  static Optional<ModelFile> find(Path path, Hints hints) {
    if (!Files.isRegularFile(path)) return Optional.empty();
    try {
      Bytes bytes = Bytes.map(path);
      return ExportedProgram.read(path, bytes)
          .or(() -> ScriptProgram.read(path, bytes))
          .map(program -> of(path, program, hints));
    } catch (IOException e) {
      throw new CheckpointException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** A program as a model, with its constants as parameters. */
  static ModelFile of(Path path, Program program, Hints hints) {
    Limits limits = hints.memory().map(Limits.defaults()::within).orElseGet(Limits::defaults);
    Executor executor = Executor.of(program, limits);
    Checkpoint parameters = Checkpoint.of(path, executor.parameters(), Map.of());
    return new ModelFile(new ProgramModel(executor), parameters);
  }
}
