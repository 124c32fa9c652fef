package dev.sonde.network.program.script;

import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.ProgramInput;
import dev.sonde.network.program.script.Syntax.Expression;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.DType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the parameters of a method say of the inputs of a program. */
final class Declared {

  private Declared() {}

  /**
   * @param place among the inputs
   */
  static ProgramInput input(String file, Syntax.Parameter parameter, int place) {
    Expression type = parameter.type();
    boolean optional = called(type).equals("Optional");
    if (optional) type = inner(type, 0);
    ProgramInput.Form form = form(type);
    if (form == null) {
      throw new ProgramException(
          file
              + ": its input '"
              + parameter.name()
              + "' is of a type that cannot be given: arrays, numbers, lists of them, tuples and"
              + " dictionaries of arrays can");
    }
    Optional<Value> fallback = parameter.fallback().flatMap(Declared::literal);
    if (fallback.isEmpty() && optional) fallback = Optional.of(Value.nothing());
    return new ProgramInput(
        parameter.name(),
        List.of("in" + place),
        Optional.ofNullable(element(type, form)),
        Optional.empty(),
        fallback,
        form);
  }

  private static String called(@Nullable Expression type) {
    return switch (type) {
      case Expression.Name name -> name.name();
      case Expression.Item item -> called(item.of());
      case null, default -> "";
    };
  }

  private static @Nullable Expression inner(@Nullable Expression type, int place) {
    return type instanceof Expression.Item item && place < item.index().size()
        ? item.index().get(place)
        : null;
  }

  private static ProgramInput.@Nullable Form form(@Nullable Expression type) {
    String first = called(inner(type, 0));
    return switch (called(type)) {
      case "Tensor" -> ProgramInput.Form.ARRAY;
      case "int", "float", "bool", "number" -> ProgramInput.Form.NUMBER;
      case "List" ->
          switch (first) {
            case "Tensor" -> ProgramInput.Form.ARRAYS;
            case "int", "float", "bool" -> ProgramInput.Form.NUMBERS;
            default -> null;
          };
      case "Tuple" -> first.equals("Tensor") ? ProgramInput.Form.TUPLE : null;
      case "Dict" -> {
        String values = called(inner(type, 1));
        yield first.equals("str") && List.of("Tensor", "float", "int", "bool").contains(values)
            ? ProgramInput.Form.DICTIONARY
            : null;
      }
      default -> null;
    };
  }

  /** The type of elements where it is stated: of numbers. */
  private static @Nullable DType element(@Nullable Expression type, ProgramInput.Form form) {
    String name =
        switch (form) {
          case ARRAY, ARRAYS, TUPLE -> "";
          case NUMBER -> called(type);
          case NUMBERS -> called(inner(type, 0));
          case DICTIONARY -> called(inner(type, 1));
        };
    return switch (name) {
      case "int" -> DType.INT64;
      case "float", "number" -> DType.FLOAT64;
      case "bool" -> DType.BOOL;
      default -> null;
    };
  }

  private static Optional<Value> literal(Expression expression) {
    return switch (expression) {
      case Expression.Whole whole -> Optional.of(Value.of(whole.value()));
      case Expression.Real real -> Optional.of(Value.of(real.value()));
      case Expression.Truth truth -> Optional.of(Value.of(truth.value()));
      case Expression.Text text -> Optional.of(Value.of(text.value()));
      case Expression.Nothing _ -> Optional.of(Value.nothing());
      default -> Optional.empty();
    };
  }
}
