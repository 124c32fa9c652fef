package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code GraphProto}, {@code NodeProto} and {@code FunctionProto}. */
final class GraphParser {

  private final Parsing parsing;
  private final TensorParser tensors;
  private final TypeParser types;
  private final AttributeParser attributes;

  GraphParser(Parsing parsing) {
    this.parsing = parsing;
    this.tensors = new TensorParser(parsing);
    this.types = new TypeParser(parsing);
    this.attributes = new AttributeParser(parsing, tensors, this);
  }

  /**
   * @param depth graphs around this one
   */
  OnnxGraph graph(Message message, int depth) {
    parsing.count();
    parsing.requireDepth(message, depth);
    String name = "";
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> initializers = new ArrayList<>();
    List<OnnxValueInfo> inputs = new ArrayList<>();
    List<OnnxValueInfo> outputs = new ArrayList<>();
    List<OnnxValueInfo> values = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> nodes.add(node(message.message(), depth));
        case 2 -> name = message.text();
        case 5 -> initializers.add(tensors.tensor(message.message()));
        case 11 -> inputs.add(types.value(message.message()));
        case 12 -> outputs.add(types.value(message.message()));
        case 13 -> values.add(types.value(message.message()));
        case 15 -> initializers.add(tensors.sparse(message.message()));
        default -> {}
      }
    }
    return new OnnxGraph(name, nodes, initializers, inputs, outputs, values);
  }

  private OnnxNode node(Message message, int depth) {
    parsing.count();
    String name = "";
    String opType = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<OnnxAttribute> settings = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> inputs.add(parsing.name(message));
        case 2 -> outputs.add(parsing.name(message));
        case 3 -> name = message.text();
        case 4 -> opType = message.text();
        case 5 -> settings.add(attributes.attribute(message.message(), depth));
        case 7 -> domain = message.text();
        default -> {}
      }
    }
    return new OnnxNode(name, opType, domain, inputs, outputs, settings);
  }

  OnnxFunction function(Message message) {
    parsing.count();
    String name = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<String> required = new ArrayList<>();
    List<OnnxAttribute> defaults = new ArrayList<>();
    List<OnnxNode> nodes = new ArrayList<>();
    Map<String, Long> operatorSets = new LinkedHashMap<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 4 -> inputs.add(parsing.name(message));
        case 5 -> outputs.add(parsing.name(message));
        case 6 -> required.add(parsing.name(message));
        case 7 -> nodes.add(node(message.message(), 0));
        case 9 -> operatorSet(message.message(), operatorSets);
        case 10 -> domain = message.text();
        case 11 -> defaults.add(attributes.attribute(message.message(), 0));
        default -> {}
      }
    }
    return new OnnxFunction(name, domain, inputs, outputs, required, defaults, nodes, operatorSets);
  }

  void operatorSet(Message message, Map<String, Long> versions) {
    parsing.count();
    String domain = "";
    long version = 0;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> domain = message.text();
        case 2 -> version = message.varint();
        default -> {}
      }
    }
    versions.put(domain, version);
  }
}
