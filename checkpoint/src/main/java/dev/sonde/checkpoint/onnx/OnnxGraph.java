package dev.sonde.checkpoint.onnx;

import java.util.List;

/**
 * A graph: the model's own, a branch of an {@code If}, the body of a {@code Loop} or {@code Scan}.
 *
 * @param nodes in an order in which they can be run
 * @param initializers constants, named as nodes use them; before IR version 4 also among the inputs
 * @param inputs what the caller gives
 * @param outputs what it gets back
 * @param values types of values in between, where the file states them
 */
public record OnnxGraph(
    String name,
    List<OnnxNode> nodes,
    List<OnnxTensor> initializers,
    List<OnnxValueInfo> inputs,
    List<OnnxValueInfo> outputs,
    List<OnnxValueInfo> values) {

  public OnnxGraph {
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    values = List.copyOf(values);
  }
}
