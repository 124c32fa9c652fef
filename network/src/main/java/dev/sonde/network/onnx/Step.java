package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxNode;
import java.util.List;
import java.util.Map;

/**
 * A node of the plan.
 *
 * @param node as the file has it
 * @param called how messages name it: {@code operator 'Conv' (node '/conv1/Conv')}
 * @param opset the version of ONNX's operators that holds for it
 * @param sites one per output; null-named outputs have an empty address
 * @param blocks graphs among the attributes, by name
 * @param last names of values that nothing reads after it
 */
record Step(
    OnnxNode node,
    String called,
    Operator operator,
    int opset,
    List<Site> sites,
    Map<String, Block> blocks,
    List<String> last) {

  Step {
    sites = List.copyOf(sites);
    blocks = Map.copyOf(blocks);
    last = List.copyOf(last);
  }

  Step settled(List<Site> named, Map<String, Block> inner) {
    return new Step(node, called, operator, opset, named, inner, last);
  }

  Step lasting(List<String> names) {
    return new Step(node, called, operator, opset, sites, blocks, names);
  }
}
