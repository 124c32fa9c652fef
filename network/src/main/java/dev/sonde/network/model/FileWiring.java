package dev.sonde.network.model;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.wiring.Wiring;
import java.nio.file.Path;
import java.util.Optional;

/** The wiring of networks whose files bring their own computation. */
public final class FileWiring {

  private FileWiring() {}

  /**
   * What a file declares: ONNX graphs, {@code .pt2} and TorchScript programs. Empty for weights,
   * and for models that Sonde knows by their names: they say no computation.
   */
  public static Optional<Wiring> of(Path file) {
    ModelFile found;
    try {
      found = ModelFile.open(file, Hints.none());
    } catch (CheckpointException e) {
      return Optional.empty();
    }
    return switch (found.model()) {
      case GraphModel model -> Optional.of(model.graph().wiring());
      case ProgramModel model -> Optional.of(model.executor().wiring());
      default -> Optional.empty();
    };
  }
}
