package dev.sonde.network.program.keras;

import dev.sonde.network.program.ProgramException;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the tensors of a layer may stand: files repeat the models around a layer, or leave them
 * out, and {@code .keras} archives count layers of a class.
 *
 * @param file as messages name it
 * @param tensors all of the file
 * @param prefixes the addresses that are the layer's, the likeliest first
 */
record Weights(String file, Map<String, Tensor> tensors, List<String> prefixes) {

  private static final int MOST = 64;

  Weights {
    prefixes = List.copyOf(prefixes);
  }

  /** The tensors of what is called one of these within. */
  Weights within(String... names) {
    List<String> inner = new ArrayList<>();
    for (String prefix : prefixes) {
      for (String name : names) inner.add(prefix + name + "/");
    }
    return new Weights(file, tensors, some(inner));
  }

  /** As {@link #within}; the layer may also stand without what is around it. */
  Weights layer(String name, String... names) {
    List<String> all = new ArrayList<>(within(names).prefixes());
    all.addAll(within(name).prefixes());
    all.add(name + "/");
    return new Weights(file, tensors, some(all));
  }

  private static List<String> some(List<String> prefixes) {
    return new LinkedHashSet<>(prefixes).stream().limit(MOST).toList();
  }

  Optional<Tensor> find(String... names) {
    for (String prefix : prefixes) {
      for (String name : names) {
        Tensor tensor = tensors.get(prefix + name);
        if (tensor != null) return Optional.of(tensor);
      }
    }
    return Optional.empty();
  }

  Tensor get(String... names) {
    return find(names)
        .orElseThrow(
            () ->
                new ProgramException(
                    file + ": no tensor '" + prefixes.getFirst() + names[0] + "'"));
  }
}
