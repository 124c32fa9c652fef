package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A LoRA adapter (Hu et al. 2021) put onto a model's file: each weight that it adapts becomes W +
 * ΔW, computed when it is read; modules that it holds whole take the place of the model's.
 */
final class Adapter {

  private static final String DELTA = ".lora_delta.weight";
  private static final String WRAPPED = "base_model.model.";

  private static final List<String> TEXT_PARTS =
      List.of("model.language_model.", "language_model.model.", "model.");

  private Adapter() {}

  /**
   * The same file with the adapter's changes.
   *
   * @throws TransformerException if a change has no weight in the file, or not its shape, or the
   *     adapter has parts that are no such change (DoRA)
   */
  static Checkpoint applied(Checkpoint base, Path path) {
    Checkpoint adapter = Checkpoint.open(path);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (Tensor tensor : base.tensors()) weights.put(tensor.address(), tensor);
    int changed = 0;
    for (Tensor tensor : adapter.tensors()) {
      String name = tensor.address();
      if (name.contains("lora_magnitude_vector")) {
        throw new TransformerException(
            path + ": DoRA's magnitudes ('" + name + "') are not applied");
      }
      boolean delta = name.endsWith(DELTA);
      if (!delta && name.contains(".lora_")) {
        requireDelta(adapter, name, path);
        continue;
      }
      String module = delta ? name.substring(0, name.length() - DELTA.length()) + ".weight" : name;
      if (module.startsWith(WRAPPED)) module = module.substring(WRAPPED.length());
      module = module.replace(".base_layer.", ".").replace(".modules_to_save.default.", ".");
      String address = address(weights, module, path);
      Tensor before = weights.get(address);
      if (before == null || !before.shape().equals(tensor.shape())) {
        throw new TransformerException(
            "%s: '%s' has shape %s, the model's '%s' %s"
                .formatted(
                    path, name, tensor.shape(), address, before == null ? "?" : before.shape()));
      }
      weights.put(address, delta ? Moved.sum(before, tensor) : tensor.named(address));
      changed++;
    }
    if (changed == 0) {
      throw new TransformerException(
          path
              + ": no adapter of PEFT: it changes no weight (adapter_config.json must lie beside)");
    }
    return Checkpoint.of(base.path(), List.copyOf(weights.values()), base.metadata());
  }

  /** Each A and B must have made a change, or they would be left out unsaid. */
  private static void requireDelta(Checkpoint adapter, String name, Path path) {
    String module = name.substring(0, name.indexOf(".lora_"));
    if (adapter.has(module + DELTA)) return;
    throw new TransformerException(path + ": '" + name + "' makes no change that can be applied");
  }

  /** The weight that is meant: files have names with or without the class's prefix. */
  private static String address(Map<String, Tensor> weights, String module, Path path) {
    if (weights.containsKey(module)) return module;
    // The text model of one that also reads images stood elsewhere in other versions.
    for (String one : TEXT_PARTS) {
      if (!module.startsWith(one)) continue;
      for (String other : TEXT_PARTS) {
        String name = other + module.substring(one.length());
        if (weights.containsKey(name)) return name;
      }
    }
    List<String> found =
        weights.keySet().stream()
            .filter(name -> name.endsWith("." + module) || module.endsWith("." + name))
            .toList();
    if (found.size() == 1) return found.getFirst();
    throw new TransformerException(
        "%s: it changes '%s', of which the model has %s"
            .formatted(path, module, found.isEmpty() ? "none" : "several: " + found));
  }
}
