package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxNode;

/** What may help where an operator is not known. */
final class Hint {

  private Hint() {}

  static String of(OnnxNode node) {
    String name = node.opType();
    if (node.domain().startsWith("com.microsoft")) {
      return "ONNX Runtime's optimiser wrote it: use the model as it was before the optimisation";
    }
    if (node.domain().startsWith("ai.onnx.ml")) {
      return "it belongs to classical models (trees, scalers), not to networks";
    }
    if (!node.domain().isEmpty() && !node.domain().equals("ai.onnx")) {
      return "it is an extension that only its own runtime has";
    }
    if (name.startsWith("Random") || name.equals("Bernoulli") || name.equals("Multinomial")) {
      return "it draws random numbers: cut the model to what comes before or after";
    }
    if (name.equals("ImageDecoder")) return "it unpacks images: cut the model to what follows";
    return "docs/onnx.md lists the operators that run: export the model with those";
  }
}
