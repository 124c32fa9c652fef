package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Printable;
import dev.sonde.network.program.module.ModuleProgram;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The model that a file holds, and its parameters under the model's own names. Whose file it is
 * follows from its content: one {@link Kind} says that it is its own.
 *
 * @param parameters what {@link Network#load} takes
 */
record ModelFile(Model<?, ?> model, Checkpoint parameters) {

  /** One way in which files describe networks. */
  sealed interface Kind
      permits OnnxFile,
          DescribedFile,
          KerasFile,
          ModuleFile,
          StateDict,
          CifarResNetFile,
          ArchitectureFile {

    /**
     * The model, or empty if the file is of another kind.
     *
     * @throws CheckpointException if it is of this kind, but is damaged or holds what cannot be
     *     built
     */
    Optional<ModelFile> read(Checkpoint file, Hints hints);
  }

  private static final List<Kind> KINDS =
      List.of(
          new OnnxFile(),
          new DescribedFile(),
          new KerasFile(),
          new ModuleFile(),
          new StateDict(),
          new CifarResNetFile(),
          new ArchitectureFile());

  /**
   * Opens a file of any kind.
   *
   * @throws CheckpointException if the file cannot be read, or no kind knows it
   */
  static ModelFile open(Path path, Hints hints) {
    return ProgramFile.find(path, hints).orElseGet(() -> of(Checkpoint.open(path), hints));
  }

  /**
   * Finds the model.
   *
   * @throws CheckpointException if no kind knows the file
   */
  static ModelFile of(Checkpoint file, Hints hints) {
    for (Kind kind : KINDS) {
      Optional<ModelFile> found = kind.read(file, hints);
      if (found.isPresent()) return found.get();
    }
    throw ModuleFile.module(file)
        .map(module -> unknown(file, module.type()))
        .orElseGet(() -> unknown(file));
  }

  private static CheckpointException unknown(Checkpoint file, String type) {
    return new CheckpointException(
        file.path()
            + ": holds a pickled module of class "
            + Printable.of(type, 200)
            + ", whose code is not in the file, and its tensors are not those of a network that"
            + " Sonde knows"
            + remedy(file.format()));
  }

  private static CheckpointException unknown(Checkpoint file) {
    String some =
        file.tensors().stream().limit(3).map(Tensor::address).collect(Collectors.joining(", "));
    return new CheckpointException(
        file.path()
            + ": not a network that Sonde can run: it does not describe its model, and its "
            + file.tensors().size()
            + " tensors ("
            + some
            + (file.tensors().size() > 3 ? ", …" : "")
            + ") are not the state dict of a network that Sonde knows: torchvision's ResNet, VGG,"
            + " AlexNet, SqueezeNet, MobileNetV2, DenseNet or vision transformer, a recurrent"
            + " classifier, a stack of linear layers, a sequence-to-sequence network"
            + " (encoder.rnn.*, decoder.rnn.*, decoder.out.*), a residual network for CIFAR-10"
            + remedy(file.format()));
  }

  /** The lines that make a file which brings its own computation, where this one was made. */
  private static String remedy(String format) {
    if (format.startsWith("keras") || format.startsWith("hdf5")) {
      return ". Where it was made, write model.save(\"model.keras\")";
    }
    return ModuleProgram.REMEDY;
  }
}
