package dev.sonde.network.transformer.exported;

import dev.sonde.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * What is read off a file that brings its computation, whatever its format.
 *
 * @param constants by name; weights by the name of their module, matrices {@code [out × in]}
 * @param operations in the order of the file
 */
record Computation(Map<String, Tensor> constants, List<Operation> operations) {

  Computation {
    constants = new LinkedHashMap<>(constants);
    operations = List.copyOf(operations);
  }

  /**
   * One call of an operator.
   *
   * @param name in lower case, without its namespace
   * @param numbers among its arguments, constants of one element included
   * @param words among its arguments
   */
  record Operation(String name, List<Double> numbers, List<String> words) {
    Operation {
      numbers = List.copyOf(numbers);
      words = List.copyOf(words);
    }
  }

  boolean calls(String name) {
    return operations.stream().anyMatch(one -> one.name().equals(name));
  }

  /** Numbers that operators of some names are given, each once. */
  Set<Double> numbers(Set<String> names, DoublePredicate wanted) {
    Set<Double> found = new LinkedHashSet<>();
    for (Operation one : operations) {
      if (!names.contains(one.name())) continue;
      for (double number : one.numbers()) if (wanted.test(number)) found.add(number);
    }
    return found;
  }
}
