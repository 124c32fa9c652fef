package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.gguf.GgufFile;
import dev.sonde.checkpoint.gguf.GgufMetadata;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;

/** A model in a GGUF file. Numbers stay packed until a layer is brought in. */
final class GgufModel {

  private GgufModel() {}

  /**
   * Opens it.
   *
   * @throws TransformerException if its architecture is not run, or its weights do not fit its
   *     settings
   */
  static Transformer open(Path path, Transformer.Settings settings) {
    GgufMetadata metadata = GgufFile.open(path).metadata();
    String type = metadata.text("general.architecture");
    GgufKind kind =
        GgufKind.of(type)
            .orElseThrow(
                () ->
                    new TransformerException(
                        path
                            + ": '"
                            + type
                            + "' is no architecture of GGUF files that is run; run are "
                            + GgufKind.all()
                            + "; its tensors can be read (stats, diff, hist, heatmap)"));
    Checkpoint file = Checkpoint.open(path);
    Architecture declared = new GgufSettings(path, kind, metadata, file).architecture();
    Map<String, Tensor> weights = new GgufWeights(kind, declared, file).named();
    return Transformer.of(path, Transformer.withOutputs(declared, weights), weights, settings);
  }
}
