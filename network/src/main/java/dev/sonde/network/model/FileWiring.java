package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.wiring.Wiring;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The wiring of networks: of those whose files bring their own computation, and of built-in ones.
 */
public final class FileWiring {

  private FileWiring() {}

  /**
   * What a file declares (ONNX graphs, {@code .pt2} and TorchScript programs, Keras models, whole
   * modules), or what the network that its weights are known for computes. Empty for other weights.
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
      case FeedForward model -> Optional.of(ModelWiring.of(model));
      case CifarResNet model -> Optional.of(ModelWiring.of(model));
      case RnnClassifier model -> Optional.of(ModelWiring.of(model));
      case Seq2Seq model -> Optional.of(ModelWiring.of(model));
      default -> Optional.empty();
    };
  }

  /**
   * Whether weights are those of a network that opens: by what the file says of itself, or by the
   * names and shapes of its tensors. Costs some ten milliseconds; no numbers are read.
   */
  public static boolean isKnown(Checkpoint file) {
    try {
      ModelFile.of(file, Hints.none());
      return true;
    } catch (CheckpointException e) {
      return false;
    }
  }
}
