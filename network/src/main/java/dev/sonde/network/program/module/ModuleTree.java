package dev.sonde.network.program.module;

import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.torch.TorchModule;
import dev.sonde.network.torch.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A module and the modules in it.
 *
 * @param type its class: {@code torch.nn.modules.conv.Conv2d}
 * @param path {@code layer1.0.conv1}; empty for the root
 * @param settings attributes that are numbers, truths, texts, or tuples of them
 */
record ModuleTree(
    String type, String path, Map<String, Value> settings, Map<String, ModuleTree> children) {

  private static final String PACKAGE = "torch.nn.modules.";
  private static final int MOST_ITEMS = 64;

  ModuleTree {
    settings = Map.copyOf(settings);
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  /** What a pickle holds, its paths without what is before the root's. */
  static ModuleTree of(TorchModule module, String path) {
    Map<String, Value> settings = new LinkedHashMap<>();
    module
        .settings()
        .forEach((name, value) -> value(value, 0).ifPresent(known -> settings.put(name, known)));
    Map<String, ModuleTree> children = new LinkedHashMap<>();
    module.children().forEach((name, child) -> children.put(name, of(child, join(path, name))));
    return new ModuleTree(module.type(), path, settings, children);
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Optional<Value> value(PickleValue value, int depth) {
    return switch (value) {
      case PickleValue.Int number -> Optional.of(Value.of(number.value()));
      case PickleValue.Real number -> Optional.of(Value.of(number.value()));
      case PickleValue.Bool truth -> Optional.of(Value.of(truth.value()));
      case PickleValue.Text text -> Optional.of(Value.of(text.value()));
      case PickleValue.Global global -> Optional.of(Value.of(global.toString()));
      case PickleValue.None _ -> Optional.of(Value.nothing());
      case PickleValue.Sequence list when depth == 0 && list.items().size() <= MOST_ITEMS -> {
        List<Value> items = list.items().stream().flatMap(item -> value(item, 1).stream()).toList();
        yield items.size() == list.items().size()
            ? Optional.of(new Value.Tuple(items))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** The class without its package, of PyTorch's own modules; the whole name of others. */
  String kind() {
    if (!type.startsWith(PACKAGE)) return type;
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
