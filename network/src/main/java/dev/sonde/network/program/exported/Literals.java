package dev.sonde.network.program.exported;

import dev.sonde.network.program.Operand;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Arguments of the graph as operands. */
final class Literals {

  private Literals() {}

  static Operand of(Node argument) {
    return of(argument, "");
  }

  /**
   * @param scope before the names of the graph's values
   */
  static Operand of(Node argument, String scope) {
    Map.Entry<String, Node> variant = argument.variant();
    Node body = variant.getValue();
    return switch (variant.getKey()) {
      case "as_none" -> Operand.none();
      case "as_tensor" -> named(body.get("name"), scope);
      case "as_tensors" -> list(body, item -> named(item.get("name"), scope));
      case "as_optional_tensors" -> list(body, item -> of(item, scope));
      case "as_int" -> Operand.of(body.whole());
      case "as_ints" -> list(body, item -> Operand.of(item.whole()));
      case "as_float" -> Operand.of(body.real());
      case "as_floats" -> list(body, item -> Operand.of(item.real()));
      case "as_bool" -> Operand.of(body.truth());
      case "as_bools" -> list(body, item -> Operand.of(item.truth()));
      case "as_string" -> Operand.of(body.text());
      case "as_strings" -> list(body, item -> Operand.of(item.text()));
      case "as_sym_int", "as_sym_bool", "as_sym_float" -> symbolic(body, scope);
      case "as_sym_ints", "as_sym_bools", "as_sym_floats" ->
          list(body, item -> symbolic(item, scope));
      case "as_scalar_type" -> Operand.of(Types.element(body));
      case "as_memory_format" -> Operand.of(Types.memoryFormat(body));
      case "as_layout" -> Operand.of(0);
      case "as_device" -> Operand.of("cpu");
      case "as_name" -> named(body, scope);
      default -> throw argument.wrong("argument that Sonde knows");
    };
  }

  private static Operand list(Node body, Function<Node, Operand> item) {
    List<Operand> items = body.items().stream().map(item).toList();
    return new Operand.Several(items);
  }

  private static Operand named(Node name, String scope) {
    return Operand.named(Lowering.name(scope, name.text()));
  }

  /** A number or the name of one that is computed. */
  private static Operand symbolic(Node body, String scope) {
    Map.Entry<String, Node> variant = body.variant();
    Node value = variant.getValue();
    return switch (variant.getKey()) {
      case "as_name" -> named(value, scope);
      case "as_int" -> Operand.of(value.whole());
      case "as_bool" -> Operand.of(value.truth());
      case "as_float" -> Operand.of(value.real());
      default -> throw body.wrong("number or name");
    };
  }
}
