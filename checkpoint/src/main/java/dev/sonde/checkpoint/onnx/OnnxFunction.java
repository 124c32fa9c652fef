package dev.sonde.checkpoint.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operator that the model defines itself, as a graph of others.
 *
 * @param attributes names of the attributes that a caller must give
 * @param defaults attributes that a caller may give, with the values that hold otherwise
 * @param operatorSets version by domain; the empty domain is ONNX's own
 */
public record OnnxFunction(
    String name,
    String domain,
    List<String> inputs,
    List<String> outputs,
    List<String> attributes,
    List<OnnxAttribute> defaults,
    List<OnnxNode> nodes,
    Map<String, Long> operatorSets) {

  public OnnxFunction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = List.copyOf(attributes);
    defaults = List.copyOf(defaults);
    nodes = List.copyOf(nodes);
    operatorSets = Map.copyOf(operatorSets);
  }
}
