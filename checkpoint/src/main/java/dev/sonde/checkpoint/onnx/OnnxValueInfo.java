package dev.sonde.checkpoint.onnx;

/** A named value of a graph and its type: an input, an output, or one in between. */
public record OnnxValueInfo(String name, OnnxType type) {

  /** {@code image: float32 [batch, 3, 224, 224]} */
  @Override
  public String toString() {
    return name + ": " + type;
  }
}
