package dev.sonde.network.program.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One use of a layer in a functional model, as its configuration writes it.
 *
 * @param inputs what it reads, by place
 * @param named what it reads by name
 * @param plain arguments that are no arrays, by place or name
 */
record Node(
    List<Reference> inputs, Map<String, List<Reference>> named, Map<String, JsonNode> plain) {

  /** An output of a use of a layer. */
  record Reference(String layer, long use, long output) {}

  /** Names under which Keras' layers take their first input. */
  private static final List<String> FIRST = List.of("inputs", "sequences", "sequence", "x", "x1");

  static Node of(JsonNode node) {
    Node read = new Node(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    if (node.isObject()) read.keras3(node);
    else if (node.isArray() && !node.isEmpty() && node.get(0).isString()) read.legacy(node, 0);
    else for (int i = 0; i < node.size(); i++) read.legacy(node.get(i), i);
    for (String first : FIRST) {
      List<Reference> given = read.named.get(first);
      if (!read.inputs.isEmpty() || given == null) continue;
      read.inputs.addAll(given);
      read.named.remove(first);
    }
    return read;
  }

  /** {@code [layer, use, output, {keywords}]}. */
  private void legacy(JsonNode node, int place) {
    Optional<Reference> reference = reference(node);
    if (reference.isEmpty()) {
      plain.put(Integer.toString(place), node);
      return;
    }
    inputs.add(reference.get());
    if (node.size() > 3 && node.get(3).isObject()) keywords(node.get(3));
  }

  private void keras3(JsonNode node) {
    int place = 0;
    for (JsonNode argument : node.path("args")) {
      List<Reference> found = references(argument);
      if (found.isEmpty()) plain.put(Integer.toString(place), argument);
      inputs.addAll(found);
      place++;
    }
    keywords(node.path("kwargs"));
  }

  private void keywords(JsonNode given) {
    for (Map.Entry<String, JsonNode> one : given.properties()) {
      List<Reference> found = references(one.getValue());
      if (found.isEmpty()) plain.put(one.getKey(), one.getValue());
      else named.put(one.getKey(), found);
    }
  }

  /** All that a part of a configuration refers to, in order. */
  static List<Reference> references(JsonNode node) {
    List<Reference> found = new ArrayList<>();
    collect(node, found, 0);
    return found;
  }

  private static void collect(JsonNode node, List<Reference> found, int depth) {
    Optional<Reference> reference = reference(node);
    if (reference.isPresent()) found.add(reference.get());
    else if (depth < 8 && found.size() < 10_000 && node.isContainer()) {
      for (JsonNode part : node) collect(part, found, depth + 1);
    }
  }

  private static Optional<Reference> reference(JsonNode node) {
    JsonNode place = node;
    if (node.isObject()) place = node.path("config").path("keras_history");
    boolean fits =
        place.isArray()
            && place.size() >= 3
            && place.get(0).isString()
            && place.get(1).isIntegralNumber()
            && place.get(2).isIntegralNumber();
    if (!fits) return Optional.empty();
    return Optional.of(
        new Reference(place.get(0).asString(), place.get(1).asLong(), place.get(2).asLong()));
  }
}
