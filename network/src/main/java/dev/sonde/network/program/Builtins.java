package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operators that are none of libtorch's: of numbers, texts, lists, dictionaries and objects.
 * Some share a name with an operator of arrays; then the arguments decide.
 */
final class Builtins {

  /** One of them; empty where its arguments are not of its kinds. */
  interface Builtin {
    Optional<Value> of(Run run, List<Value> arguments);
  }

  private static final Map<String, List<Builtin>> ALL = all();

  private Builtins() {}

  private static Map<String, List<Builtin>> all() {
    Map<String, List<Builtin>> all = new HashMap<>();
    for (Map<String, Builtin> some :
        List.of(
            NumberOperators.all(),
            TextOperators.all(),
            CollectionOperators.all(),
            ObjectOperators.all(),
            ArrayOperators.all(),
            QuantisedOperators.all())) {
      some.forEach(
          (name, builtin) ->
              all.merge(
                  name,
                  List.of(builtin),
                  (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList()));
    }
    return all;
  }

  static boolean has(String operator) {
    return ALL.containsKey(operator);
  }

  /** The result; empty if the operator is libtorch's. */
  static Optional<Value> call(Run run, String operator, Given given) {
    List<Builtin> found = ALL.get(operator);
    if (found == null) return Optional.empty();
    List<Value> arguments =
        operator.equals("aten::tensor") ? ArrayOperators.ordered(given) : given.all();
    for (Builtin builtin : found) {
      Optional<Value> value = builtin.of(run, arguments);
      if (value.isPresent()) return value;
    }
    return Optional.empty();
  }
}
