package dev.sonde.checkpoint.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation.
 *
 * @param name its name, such as {@code /layer1/conv1/Conv}; may be empty
 * @param opType the operator, such as {@code Conv}
 * @param domain of the operator; empty for ONNX's own
 * @param inputs names of values; an empty name is an optional input left out
 * @param outputs names of values
 */
public record OnnxNode(
    String name,
    String opType,
    String domain,
    List<String> inputs,
    List<String> outputs,
    List<OnnxAttribute> attributes) {

  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = List.copyOf(attributes);
  }

  /** The attribute of this name, or null: then the operator's default holds. */
  public @Nullable OnnxAttribute attribute(String wanted) {
    for (OnnxAttribute attribute : attributes) {
      if (attribute.name().equals(wanted)) return attribute;
    }
    return null;
  }

  /** Whether the operator is ONNX's own of this name. */
  public boolean is(String operator) {
    return opType.equals(operator) && (domain.isEmpty() || domain.equals("ai.onnx"));
  }
}
