package dev.sonde.app.serve.graph;

import dev.sonde.network.wiring.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module with what is in it, or one call, input or output. */
final class Part {

  final String id;
  final String label;
  final @Nullable Part parent;

  /** Modules and calls in it, in the order of computation, by id. */
  final Map<String, Part> children = new LinkedHashMap<>();

  /** The call that it is; null for a module. */
  final Wiring.@Nullable Node call;

  /** Addresses of the tensors that lie directly in it. */
  final List<String> tensors = new ArrayList<>();

  /** Numbers in the tensors of it and all that is in it. */
  long parameters;

  Part(String id, String label, @Nullable Part parent, Wiring.@Nullable Node call) {
    this.id = id;
    this.label = label;
    this.parent = parent;
    this.call = call;
  }

  boolean isModule() {
    return call == null;
  }

  /** A module with more than one thing in it. */
  boolean isOpenable() {
    return isModule()
        && (children.size() > 1 || children.values().stream().anyMatch(Part::isModule));
  }

  /** The only call of a module that is nothing else. */
  Wiring.@Nullable Node onlyCall() {
    if (call != null) return call;
    if (children.size() != 1) return null;
    return children.values().iterator().next().call;
  }

  String kind() {
    if (call == null) return "module";
    return switch (call.kind()) {
      case INPUT -> "input";
      case CALL -> "call";
      case OUTPUT -> "output";
    };
  }
}
