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
 */
record Step(
    OnnxNode node,
    String called,
    Operator operator,
    int opset,
    List<Site> sites,
    Map<String, Block> blocks) {

  Step {
    sites = List.copyOf(sites);
    blocks = Map.copyOf(blocks);
  }
}
