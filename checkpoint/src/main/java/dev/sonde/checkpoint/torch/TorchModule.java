package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleMachine;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole module that {@code torch.save} pickled: its class, its attributes and the modules in it.
 * Its tensors are those of the file's state dict. Nothing is imported or called.
 *
 * @param type its class, {@code torch.nn.modules.linear.Linear}
 * @param path where it is, as the addresses of its tensors begin: {@code layer1.0}; empty for the
 *     root
 * @param settings its attributes, as the pickle has them
 * @param children the modules in it, in their order
 */
public record TorchModule(
    String type,
    String path,
    Map<String, PickleValue> settings,
    Map<String, TorchModule> children) {

  private static final int DEEPEST = 64;

  /** Shared modules count as often as they are found. */
  private static final int MOST = 100_000;

  private static final int LONGEST = 1000;

  /**
   * The module that a file holds, or the only one under a key of the dict that it holds; empty if
   * there is none.
   *
   * @throws CheckpointException if the file is damaged, or its modules are nested without end
   */
  public static Optional<TorchModule> read(Bytes bytes) {
    PickleValue root;
    if (TorchArchive.recognises(bytes)) {
      Bytes pickle = TorchArchive.open(bytes).pickle(TorchArchive.PICKLE);
      root = PickleMachine.read(pickle, 0, new UnpickleAudit(false)).value();
    } else if (TorchLegacyReader.isStream(bytes)) {
      root = TorchLegacyReader.parse(bytes).object();
    } else {
      return Optional.empty();
    }
    Walk walk = new Walk(bytes.name());
    if (root instanceof Call call && isModule(call)) return Optional.of(walk.module("", call, 0));
    Optional<TorchModule> found = Optional.empty();
    if (!(root instanceof Dict dict)) return found;
    for (PickleDict.Entry entry : dict.entries()) {
      if (!(entry.value() instanceof Call call) || !isModule(call)) continue;
      if (found.isPresent()) return Optional.empty();
      found = Optional.of(walk.module(StateWalk.key(entry.key()), call, 0));
    }
    return found;
  }

  private static boolean isModule(Call call) {
    return Mappings.attribute(call, "_parameters") != null
        && Mappings.attribute(call, "_modules") != null;
  }

  private static final class Walk {
    private final String file;
    private int found;

    Walk(String file) {
      this.file = file;
    }

    TorchModule module(String path, Call call, int depth) {
      if (depth > DEEPEST || ++found > MOST || path.length() > LONGEST) {
        throw new CheckpointException(
            file
                + ": its modules are nested more than "
                + DEEPEST
                + " deep, or are more than "
                + MOST);
      }
      Map<String, PickleValue> settings = new LinkedHashMap<>();
      for (Dict state : Mappings.attributes(call)) {
        for (PickleDict.Entry entry : state.entries()) {
          settings.put(StateWalk.key(entry.key()), Wrappers.unwrap(entry.value()));
        }
      }
      Map<String, TorchModule> children = new LinkedHashMap<>();
      PickleValue modules = Mappings.attribute(call, "_modules");
      if (modules != null) {
        for (PickleDict.Entry entry : Mappings.entries(modules)) {
          String name = StateWalk.key(entry.key());
          if (entry.value() instanceof Call child && isModule(child)) {
            children.put(name, module(StateWalk.join(path, name), child, depth + 1));
          }
        }
      }
      String type = call.callable() instanceof Global global ? global.toString() : "";
      return new TorchModule(type, path, settings, children);
    }
  }
}
