package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Addresses and aliases of a graph's values.
 *
 * <p>The address of a value is its own name. Exporters call it {@code
 * /layer1/layer1.0/conv1/Conv_output_0}, or {@code 463}; so it also answers to the name of its node
 * ({@code /layer1/layer1.0/conv1/Conv}), to the path of modules in it ({@code layer1.0.conv1}, with
 * the operator where that leaves a choice), and to the module whose weights the node reads. An
 * alias that two values could claim belongs to neither.
 */
final class Names {

  private final Set<String> addresses = new HashSet<>();

  /** How many values claim an alias. */
  private final Map<String, Integer> claims = new HashMap<>();

  /** The address of a value: its name, after the path where another has it. */
  String address(String path, String name) {
    if (addresses.add(name)) return name;
    String longer = path + name;
    for (int i = 2; !addresses.add(longer); i++) longer = path + name + "#" + i;
    return longer;
  }

  /** Other names for one output of a node, before it is known whether they are its alone. */
  List<String> claims(OnnxNode node, int output, List<String> weights) {
    Set<String> names = new LinkedHashSet<>();
    if (output > 0) {
      if (!node.name().isEmpty()) names.add(node.name() + "#" + output);
    } else {
      if (!node.name().isEmpty()) {
        names.add(node.name());
        names.add(dotted(node.name()));
        names.add(module(node));
      }
      for (String weight : weights) {
        if (weight.endsWith(".weight")) {
          names.add(weight.substring(0, weight.length() - ".weight".length()));
          break;
        }
      }
    }
    names.remove("");
    names.forEach(name -> claims.merge(name, 1, Integer::sum));
    return new ArrayList<>(names);
  }

  /** The aliases that only one value claims and that are nobody's address. */
  List<String> own(List<String> claimed, String address) {
    return claimed.stream()
        .filter(name -> claims.getOrDefault(name, 0) == 1)
        .filter(name -> !addresses.contains(name) && !name.equals(address))
        .toList();
  }

  /** {@code /layer1/layer1.0/conv1/Conv} as {@code layer1.0.conv1.Conv}. */
  static String dotted(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.isEmpty()) continue;
      // torch.onnx repeats the parent of a numbered module in the module's own name.
      if (!parts.isEmpty() && part.startsWith(parts.getLast() + ".")) parts.removeLast();
      parts.add(part);
    }
    return String.join(".", parts);
  }

  /** The same without the operator, which the exporter appends to the module. */
  private static String module(OnnxNode node) {
    String dotted = dotted(node.name());
    int last = dotted.lastIndexOf('.');
    if (last < 0 || !dotted.substring(last + 1).equals(node.opType())) return "";
    return dotted.substring(0, last);
  }
}
