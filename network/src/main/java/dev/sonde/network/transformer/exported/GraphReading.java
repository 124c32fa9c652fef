package dev.sonde.network.transformer.exported;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.OnnxGraph;
import dev.sonde.checkpoint.onnx.OnnxNode;
import dev.sonde.checkpoint.onnx.OnnxTensor;
import dev.sonde.network.transformer.exported.Computation.Operation;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the operations of an ONNX graph. Exporters turn matrices that they multiply with, and call
 * them {@code onnx::MatMul_1234}: such a one gets the name of the module that its node stands in.
 */
final class GraphReading {

  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();

  private GraphReading() {}

  /**
   * @param all the real constants of the graph, those that its nodes make included
   */
  static Computation of(OnnxGraph graph, List<Tensor> all) {
    GraphReading reading = new GraphReading();
    for (Tensor tensor : all) {
      reading.constants.put(tensor.address(), tensor);
      if (tensor.count() == 1) {
        reading.numbers.put(tensor.address(), tensor.asReal().toDoubles()[0]);
      }
    }
    graph.initializers().forEach(one -> reading.number(one.name(), one));
    graph.nodes().forEach(reading::node);
    return new Computation(reading.constants, reading.operations);
  }

  private void number(String name, OnnxTensor constant) {
    if (constant instanceof OnnxTensor.Dense(Tensor tensor, OnnxElementType _)
        && tensor.count() == 1
        && !tensor.dtype().isComplex()) {
      numbers.put(name, tensor.asReal().toDoubles()[0]);
    }
  }

  private void node(OnnxNode node) {
    if (node.is("Constant") && node.attribute("value") instanceof OnnxAttribute.OfTensor value) {
      number(node.outputs().getFirst(), value.value());
    }
    List<Double> given = new ArrayList<>();
    for (String input : node.inputs()) {
      Double number = numbers.get(input);
      if (number != null) given.add(number);
    }
    List<String> words = new ArrayList<>();
    for (OnnxAttribute attribute : node.attributes()) {
      switch (attribute) {
        case OnnxAttribute.OfFloat(String _, float value) -> given.add((double) value);
        case OnnxAttribute.OfString(String _, String value) -> words.add(value);
        default -> {}
      }
    }
    String operator = node.opType().toLowerCase(Locale.ROOT);
    operations.add(new Operation(operator, given, words));
    if (node.inputs().size() != 2) return;
    String weight = module(node.name()) + ".weight";
    Tensor matrix = constants.get(node.inputs().get(1));
    if (operator.equals("matmul") && matrix != null && matrix.shape().rank() == 2) {
      constants.putIfAbsent(weight, matrix.transpose(1, 0).named(weight));
    }
    if (!operator.equals("mul")) return;
    for (String input : node.inputs()) {
      Tensor scale = constants.get(input);
      // Gemma's norms, whose weights are 1 added to what the folder has.
      if (scale != null && scale.shape().rank() == 1 && input.startsWith("onnx::")) {
        constants.putIfAbsent(weight, scale.named(weight));
      }
    }
  }

  /** {@code /encoder/layer.0/attention/query/MatMul} as {@code encoder.layer.0.attention.query}. */
  private static String module(String node) {
    List<String> parts = new ArrayList<>();
    for (String part : node.split("/", -1)) {
      if (part.isEmpty()) continue;
      // torch.onnx repeats the parent of a numbered module in the module's own name.
      if (!parts.isEmpty() && part.startsWith(parts.getLast() + ".")) parts.removeLast();
      parts.add(part);
    }
    if (!parts.isEmpty()) parts.removeLast();
    return String.join(".", parts);
  }
}
