package dev.sonde.network.program.exported;

import dev.sonde.network.program.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * What a graph's inputs and outputs stand for.
 *
 * @param inputs one per input of the graph
 * @param outputs those that a caller gets
 */
record Signature(List<Input> inputs, List<Output> outputs) {

  /** What an input of the graph is. */
  enum Kind {
    USER,
    PARAMETER,
    BUFFER,
    CONSTANT,
    /** A number, text or nothing that the export fixed. */
    FIXED,
    /** Order among effects, and other things that are no data. */
    TOKEN
  }

  /**
   * One input of the graph.
   *
   * @param value its name in the graph
   * @param target name of the parameter, buffer or constant; the name to be given by for a user's
   * @param aliases other names of a user's input
   * @param type of a user's input: {@code as_tensor}, {@code as_sym_int}, …
   */
  record Input(Kind kind, String value, String target, List<String> aliases, String type) {}

  /**
   * One output.
   *
   * @param value its name in the graph; empty if it is fixed
   */
  record Output(String name, Optional<String> value, Optional<Operand> literal) {}

  static Signature of(Node module, ObjectMapper mapper) {
    Node signature = module.get("signature");
    List<String> names = new ArrayList<>();
    List<String> aliases = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    tree(module, mapper, names, aliases, outputs);
    return signature.has("input_specs")
        ? specified(signature, names, aliases, outputs)
        : old(module, signature, names, aliases, outputs);
  }

  /** Names of the user's inputs and outputs by how they were nested; none if the file is silent. */
  private static void tree(
      Node module,
      ObjectMapper mapper,
      List<String> names,
      List<String> aliases,
      List<String> outputs) {
    for (Node call : module.items("module_call_graph")) {
      Node signature = call.find("signature");
      if (!call.text("fqn", "").isEmpty() || signature == null) continue;
      Node in = TreeSpec.parse(signature.get("in_spec"), mapper);
      List<Node> halves = TreeSpec.children(in);
      if (halves.size() == 2) {
        List<String> arguments =
            signature.items("forward_arg_names").stream().map(Node::text).toList();
        List<Node> places = TreeSpec.children(halves.get(0));
        for (int i = 0; i < places.size(); i++) {
          String name = i < arguments.size() ? arguments.get(i) : "in" + i;
          TreeSpec.leaves(places.get(i), name, false, mapper, names, 0);
          TreeSpec.leaves(places.get(i), "in" + i, false, mapper, aliases, 0);
        }
        List<String> keys = TreeSpec.keys(halves.get(1), mapper);
        List<Node> keyed = TreeSpec.children(halves.get(1));
        for (int i = 0; i < keyed.size(); i++) {
          TreeSpec.leaves(keyed.get(i), keys.get(i), false, mapper, names, 0);
          TreeSpec.leaves(keyed.get(i), "kw." + keys.get(i), false, mapper, aliases, 0);
        }
      }
      Node out = TreeSpec.parse(signature.get("out_spec"), mapper);
      TreeSpec.leaves(out, "out", true, mapper, outputs, 0);
    }
  }

  private static Signature specified(
      Node signature, List<String> names, List<String> aliases, List<String> outputNames) {
    List<Input> inputs = new ArrayList<>();
    int users = 0;
    for (Node spec : signature.items("input_specs")) {
      Map.Entry<String, Node> variant = spec.variant();
      Node body = variant.getValue();
      switch (variant.getKey()) {
        case "user_input" -> {
          inputs.add(user(body.get("arg"), users, names, aliases));
          users++;
        }
        case "parameter" -> inputs.add(stored(Kind.PARAMETER, body, "parameter_name"));
        case "buffer" -> inputs.add(stored(Kind.BUFFER, body, "buffer_name"));
        case "tensor_constant" -> inputs.add(stored(Kind.CONSTANT, body, "tensor_constant_name"));
        case "constant_input" -> {
          // It stands among the user's leaves, but the export fixed it.
          inputs.add(new Input(Kind.FIXED, body.text("name", ""), "", List.of(), ""));
          users++;
        }
        case "token" -> inputs.add(new Input(Kind.TOKEN, "", "", List.of(), ""));
        default -> throw spec.wrong("input that Sonde knows");
      }
    }
    List<Output> outputs = new ArrayList<>();
    int given = 0;
    for (Node spec : signature.items("output_specs")) {
      Node user = spec.find("user_output");
      if (user == null) user = spec.find("loss_output");
      if (user == null) continue;
      String name = given < outputNames.size() ? outputNames.get(given) : "out" + given;
      outputs.add(output(name, user.get("arg")));
      given++;
    }
    return new Signature(inputs, outputs);
  }

  private static Input stored(Kind kind, Node body, String name) {
    return new Input(
        kind, body.get("arg").get("name").text(), body.get(name).text(), List.of(), "");
  }

  private static Input user(Node argument, int place, List<String> names, List<String> aliases) {
    Map.Entry<String, Node> variant = argument.variant();
    String value = value(variant);
    String name = place < names.size() ? names.get(place) : value == null ? "in" + place : value;
    if (value == null) return new Input(Kind.FIXED, "", name, List.of(), "");
    List<String> others = new ArrayList<>();
    if (place < aliases.size()) others.add(aliases.get(place));
    if (!value.equals(name)) others.add(value);
    return new Input(Kind.USER, value, name, others, variant.getKey());
  }

  /** The name in the graph of what is no literal. */
  private static @Nullable String value(Map.Entry<String, Node> variant) {
    Node body = variant.getValue();
    return switch (variant.getKey()) {
      case "as_tensor" -> body.get("name").text();
      case "as_sym_int", "as_sym_bool", "as_sym_float" -> body.text("as_name", "");
      default -> null;
    };
  }

  private static Output output(String name, Node argument) {
    Map.Entry<String, Node> variant = argument.variant();
    String value = value(variant);
    if (value != null && !value.isEmpty()) {
      return new Output(name, Optional.of(value), Optional.empty());
    }
    return new Output(name, Optional.empty(), Optional.of(Literals.of(argument)));
  }

  /** As PyTorch 2.1 wrote it: lists of names. */
  private static Signature old(
      Node module,
      Node signature,
      List<String> names,
      List<String> aliases,
      List<String> outputNames) {
    Map<String, Node> parameters = signature.get("inputs_to_parameters").entries();
    Map<String, Node> buffers = signature.get("inputs_to_buffers").entries();
    List<Input> inputs = new ArrayList<>();
    int users = 0;
    for (Node input : module.get("graph").items("inputs")) {
      Map.Entry<String, Node> variant = input.variant();
      String value = value(variant);
      Node parameter = value == null ? null : parameters.get(value);
      Node buffer = value == null ? null : buffers.get(value);
      if (value != null && parameter != null) {
        inputs.add(new Input(Kind.PARAMETER, value, parameter.text(), List.of(), ""));
      } else if (value != null && buffer != null) {
        inputs.add(new Input(Kind.BUFFER, value, buffer.text(), List.of(), ""));
      } else {
        inputs.add(user(input, users++, names, aliases));
      }
    }
    List<Output> outputs = new ArrayList<>();
    for (Node output : signature.items("user_outputs")) {
      int place = outputs.size();
      String name = place < outputNames.size() ? outputNames.get(place) : "out" + place;
      outputs.add(new Output(name, Optional.of(output.text()), Optional.empty()));
    }
    return new Signature(inputs, outputs);
  }
}
