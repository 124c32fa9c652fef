package dev.sonde.network.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an operator takes and gives, as libtorch writes it: {@code aten::linear(Tensor input, Tensor
 * weight, Tensor? bias=None) -> Tensor}.
 *
 * @param overload empty for the operator's first
 * @param random whether it draws random numbers
 */
public record Schema(
    String name,
    String overload,
    List<Argument> arguments,
    List<Returned> returns,
    boolean random) {

  /**
   * What a call was given for an argument.
   *
   * @param given one value per argument, in the schema's order; values that are left out at the end
   *     are absent
   */
  public Optional<Value> given(String argument, List<Value> given) {
    for (int i = 0; i < given.size(); i++) {
      if (arguments.get(i).name().equals(argument)) return Optional.of(given.get(i));
    }
    return Optional.empty();
  }

  /** The kinds of single values. */
  public enum Kind {
    TENSOR("Tensor"),
    WHOLE("int"),
    REAL("float"),
    TRUTH("bool"),
    /** A number of any kind. */
    SCALAR("Scalar"),
    TEXT("str"),
    ELEMENT_TYPE("ScalarType"),
    LAYOUT("Layout"),
    DEVICE("Device"),
    MEMORY_FORMAT("MemoryFormat"),
    GENERATOR("Generator");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    static Kind of(String word) {
      String plain =
          word.startsWith("Sym") ? word.substring(3).toLowerCase(java.util.Locale.ROOT) : word;
      for (Kind kind : values()) {
        if (kind.word.equals(plain)) return kind;
      }
      throw new IllegalArgumentException("unknown type '" + word + "'");
    }
  }

  /**
   * A type.
   *
   * @param optionalItem whether items of the list may be absent
   * @param length that a single number is repeated to; 0 if it may not stand for a list
   * @param optional whether the whole may be absent
   */
  public record Type(Kind kind, boolean optionalItem, boolean list, int length, boolean optional) {

    static Type of(String text) {
      boolean optional = text.endsWith("?");
      String rest = optional ? text.substring(0, text.length() - 1) : text;
      boolean list = rest.endsWith("]");
      int length = 0;
      boolean optionalItem = false;
      if (list) {
        int open = rest.lastIndexOf('[');
        String inside = rest.substring(open + 1, rest.length() - 1);
        length = inside.isEmpty() ? 0 : Integer.parseInt(inside);
        rest = rest.substring(0, open);
        optionalItem = rest.endsWith("?");
        if (optionalItem) rest = rest.substring(0, rest.length() - 1);
      }
      return new Type(Kind.of(rest), optionalItem, list, length, optional);
    }

    @Override
    public String toString() {
      return kind.word + (optionalItem ? "?" : "") + (list ? "[]" : "") + (optional ? "?" : "");
    }
  }

  /**
   * One argument.
   *
   * @param written whether the operator changes it in place
   * @param fallback what stands there when nothing is given
   * @param keyword whether it is given by name only
   */
  public record Argument(
      Type type, String name, boolean written, Optional<Value> fallback, boolean keyword) {}

  /**
   * One result.
   *
   * @param shared whether it may lie in the memory of an argument
   */
  public record Returned(Type type, boolean shared) {}

  public Schema {
    arguments = List.copyOf(arguments);
    returns = List.copyOf(returns);
  }

  /** Whether it changes an argument in place. */
  public boolean writes() {
    for (Argument argument : arguments) if (argument.written()) return true;
    return false;
  }

  /** Whether all that it gives may lie in the memory of its arguments. */
  public boolean views() {
    for (Returned one : returns) if (!one.shared()) return false;
    return !returns.isEmpty();
  }

  /** {@code aten::add.Tensor}. */
  public String called() {
    return overload.isEmpty() ? name : name + "." + overload;
  }

  /** Reads one line; see the list of operators for its grammar. */
  static Schema parse(String line) {
    int open = line.indexOf('(');
    int arrow = line.lastIndexOf(") -> ");
    String called = line.substring(0, open);
    int dot = called.indexOf('.');
    boolean random = line.endsWith(" random");
    String returned = line.substring(arrow + 5, line.length() - (random ? 7 : 0));
    List<Argument> arguments = new ArrayList<>();
    boolean keyword = false;
    for (String part : parts(line.substring(open + 1, arrow))) {
      if (part.equals("*")) keyword = true;
      else arguments.add(argument(part, keyword));
    }
    List<Returned> returns = new ArrayList<>();
    for (String part : parts(returned)) {
      boolean shared = part.startsWith("&");
      returns.add(new Returned(Type.of(shared ? part.substring(1) : part), shared));
    }
    return new Schema(
        dot < 0 ? called : called.substring(0, dot),
        dot < 0 ? "" : called.substring(dot + 1),
        arguments,
        returns,
        random);
  }

  private static Argument argument(String text, boolean keyword) {
    int space = text.indexOf(' ');
    int equals = text.indexOf('=');
    boolean written = text.startsWith("!");
    Type type = Type.of(text.substring(written ? 1 : 0, space));
    String name = equals < 0 ? text.substring(space + 1) : text.substring(space + 1, equals);
    Optional<Value> fallback =
        equals < 0 ? Optional.empty() : Optional.of(literal(text.substring(equals + 1)));
    return new Argument(type, name, written, fallback, keyword);
  }

  private static Value literal(String text) {
    if (text.equals("None")) return Value.nothing();
    if (text.equals("True") || text.equals("False")) return Value.of(text.equals("True"));
    if (text.startsWith("'")) return Value.of(text.substring(1, text.length() - 1));
    if (text.startsWith("[")) {
      List<Value> items = new ArrayList<>();
      for (String part : parts(text.substring(1, text.length() - 1))) items.add(literal(part));
      return new Value.Sequence(items);
    }
    boolean whole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return whole ? Value.of(Long.parseLong(text)) : Value.of(Double.parseDouble(text));
  }

  /** Splits at commas outside brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[') depth++;
      if (c == ']') depth--;
      if (c != ',' || depth > 0) continue;
      parts.add(text.substring(from, i).strip());
      from = i + 1;
    }
    if (!text.isBlank()) parts.add(text.substring(from).strip());
    return parts;
  }
}
