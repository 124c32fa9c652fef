package dev.sonde.network.onnx;

import java.util.List;
import java.util.Map;

/**
 * A planned graph: the model's own, a branch, the body of a loop or of a function.
 *
 * @param inputs names of the values that the caller gives
 * @param outputs names of those it gets
 */
record Block(
    List<String> inputs, List<String> outputs, Map<String, Constant> constants, List<Step> steps) {

  Block {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = Map.copyOf(constants);
    steps = List.copyOf(steps);
  }
}
