package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxType;
import java.util.List;
import java.util.Map;

/**
 * A planned graph: the model's own, a branch, the body of a loop or of a function.
 *
 * @param inputs names of the values that the caller gives
 * @param outputs names of those it gets
 * @param types of the outputs, as the file states them
 */
record Block(
    List<String> inputs,
    List<String> outputs,
    List<OnnxType> types,
    Map<String, Constant> constants,
    List<Step> steps) {

  Block {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    types = List.copyOf(types);
    constants = Map.copyOf(constants);
    steps = List.copyOf(steps);
  }

  Block with(List<Step> other) {
    return new Block(inputs, outputs, types, constants, other);
  }
}
