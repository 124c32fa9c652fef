package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what a function's caller gives into the function's nodes. */
final class FunctionCall {

  private FunctionCall() {}

  /** The node with its references to the caller's attributes resolved; absent ones fall away. */
  static OnnxNode substitute(OnnxNode node, Map<String, OnnxAttribute> given) {
    List<OnnxAttribute> attributes = new ArrayList<>();
    for (OnnxAttribute attribute : node.attributes()) {
      if (attribute instanceof OnnxAttribute.OfCaller reference) {
        OnnxAttribute value = given.get(reference.attribute());
        if (value != null) attributes.add(renamed(value, reference.name()));
      } else {
        attributes.add(attribute);
      }
    }
    return new OnnxNode(
        node.name(), node.opType(), node.domain(), node.inputs(), node.outputs(), attributes);
  }

  private static OnnxAttribute renamed(OnnxAttribute value, String name) {
    return switch (value) {
      case OnnxAttribute.OfFloat v -> new OnnxAttribute.OfFloat(name, v.value());
      case OnnxAttribute.OfInt v -> new OnnxAttribute.OfInt(name, v.value());
      case OnnxAttribute.OfString v -> new OnnxAttribute.OfString(name, v.value());
      case OnnxAttribute.OfTensor v -> new OnnxAttribute.OfTensor(name, v.value());
      case OnnxAttribute.OfGraph v -> new OnnxAttribute.OfGraph(name, v.value());
      case OnnxAttribute.OfFloats v -> new OnnxAttribute.OfFloats(name, v.tensor());
      case OnnxAttribute.OfInts v -> new OnnxAttribute.OfInts(name, v.tensor());
      case OnnxAttribute.OfStrings v -> new OnnxAttribute.OfStrings(name, v.values());
      case OnnxAttribute.OfTensors v -> new OnnxAttribute.OfTensors(name, v.values());
      case OnnxAttribute.OfGraphs v -> new OnnxAttribute.OfGraphs(name, v.values());
      case OnnxAttribute.OfCaller v -> new OnnxAttribute.OfCaller(name, v.attribute());
      case OnnxAttribute.Unread v -> new OnnxAttribute.Unread(name, v.why());
    };
  }
}
