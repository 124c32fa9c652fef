package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxNode;

/** {@code Constant} nodes whose numbers stand in the file. */
final class ConstantNodes {

  private ConstantNodes() {}

  /** Whether a node can be read as a constant once, instead of run each time. */
  static boolean isFixed(OnnxNode node) {
    if (node.outputs().size() != 1 || node.attributes().size() != 1) return false;
    return switch (node.attributes().getFirst()) {
      case OnnxAttribute.OfTensor _,
          OnnxAttribute.OfFloat _,
          OnnxAttribute.OfFloats _,
          OnnxAttribute.OfInts _ ->
          true;
      default -> false;
    };
  }
}
