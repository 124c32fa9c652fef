package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The globals that honest checkpoints call and that can do no more than build a value. Anything
 * else is worth a note.
 */
final class KnownGlobals {

  private static final Set<Global> FUNCTIONS =
      all(
          "collections.OrderedDict",
          "collections.defaultdict",
          "collections.Counter",
          "collections.deque",
          "_codecs.encode",
          "builtins.object",
          "builtins.set",
          "builtins.frozenset",
          "builtins.list",
          "builtins.dict",
          "builtins.tuple",
          "builtins.int",
          "builtins.float",
          "builtins.complex",
          "builtins.bool",
          "builtins.str",
          "builtins.bytes",
          "builtins.bytearray",
          "builtins.slice",
          "builtins.range",
          "argparse.Namespace",
          "types.SimpleNamespace",
          "decimal.Decimal",
          "fractions.Fraction",
          "uuid.UUID",
          "datetime.datetime",
          "datetime.date",
          "datetime.time",
          "datetime.timedelta",
          "datetime.timezone",
          "numpy.dtype",
          "numpy.ndarray",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "numpy.core.numeric._frombuffer",
          "numpy._core.numeric._frombuffer",
          "joblib.numpy_pickle.NumpyArrayWrapper",
          "sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper",
          "torch.Size",
          "torch.device",
          "torch.dtype",
          "torch.Tensor",
          "torch.storage.TypedStorage",
          "torch.storage.UntypedStorage",
          "torch.torch_version.TorchVersion",
          "torch.serialization._get_layout",
          "torch.tensor._rebuild_from_type",
          "torch._tensor._rebuild_from_type",
          "torch._tensor._rebuild_from_type_v2",
          "torch.autograd.variable.Variable",
          "torch.nn.parameter.Parameter",
          "torch.nn.parameter.Buffer",
          "torch.nn.parameter.UninitializedParameter",
          "torch.nn.parameter.UninitializedBuffer");

  /** In these packages the classes (names in capitals) are harmless to call. */
  private static final List<String> CLASSES =
      List.of(
          "torch.nn.modules.", "torch.nn.quantized.", "torch.ao.nn.", "torch.optim.", "pathlib.");

  /** In these packages the classes are harmless to make without calling their constructor. */
  private static final List<String> OBJECTS =
      List.of("torch.nn.", "torch.distributions.", "torchvision.models.", "torchaudio.models.");

  /** Installed libraries that may be named without a note, as values: a dtype, an activation. */
  private static final List<String> LIBRARIES =
      List.of(
          "torch.", "torchvision.", "torchaudio.", "numpy.", "collections.", "copyreg.", "typing.");

  private static final Map<String, String> RENAMED =
      Map.of("__builtin__", "builtins", "copy_reg", "copyreg", "posix", "os", "nt", "os");

  private KnownGlobals() {}

  static Set<Global> all(String... dotted) {
    return Arrays.stream(dotted).map(Global::of).collect(Collectors.toUnmodifiableSet());
  }

  /** The name that a Python user knows: {@code posix.system} is {@code os.system}. */
  static Global usual(Global global) {
    String module = RENAMED.get(global.module());
    return module == null ? global : new Global(module, global.name());
  }

  /** Whether Python may make this call without running anything that the file chose. */
  static boolean isHarmless(Global global, Call.Kind kind) {
    // A dotted name walks from attribute to attribute: torch.nn.modules + "module.os.system".
    Global usual = usual(global);
    if (!isPlain(usual)) return false;
    if (FUNCTIONS.contains(usual)) return true;
    if (usual.module().equals("torch._utils")) return usual.name().startsWith("_rebuild_");
    if (usual.module().equals("torch.jit._pickle")) {
      return usual.name().startsWith("build_") || usual.name().equals("restore_type_tag");
    }
    return isClass(usual.name())
        && (in(CLASSES, usual) || (kind == Call.Kind.CONSTRUCT && in(OBJECTS, usual)));
  }

  /** Whether the mere name is nothing to speak of. */
  static boolean isFamiliar(Global global) {
    Global usual = usual(global);
    return isPlain(usual) && (isHarmless(usual, Call.Kind.CONSTRUCT) || in(LIBRARIES, usual));
  }

  /** A class of the archive's own code, which only TorchScript knows. */
  static boolean isTorchScript(Global global) {
    return global.module().equals("__torch__") || global.module().startsWith("__torch__.");
  }

  private static boolean isPlain(Global global) {
    return global.name().indexOf('.') < 0 && global.name().indexOf(' ') < 0;
  }

  private static boolean isClass(String name) {
    int first = 0;
    while (first < name.length() - 1 && name.charAt(first) == '_') first++;
    return !name.isEmpty() && Character.isUpperCase(name.charAt(first));
  }

  private static boolean in(List<String> packages, Global global) {
    String module = global.module() + ".";
    return packages.stream().anyMatch(module::startsWith);
  }
}
