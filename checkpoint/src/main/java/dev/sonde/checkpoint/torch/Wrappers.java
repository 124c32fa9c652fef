package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that only dress up a value: a parameter is its tensor, a size is its tuple, {@code set([1,
 * 2])} its list.
 */
final class Wrappers {

  /** PyTorch itself nests two (a parameter of a subclass). */
  private static final int MAX_NESTING = 16;

  private static final Set<Global> FIRST_ARGUMENT =
      KnownGlobals.all(
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch._utils._rebuild_device_tensor_from_numpy",
          "torch._utils._rebuild_device_tensor_from_cpu_tensor",
          "torch._utils._rebuild_xla_tensor",
          "torch.nn.parameter.Parameter",
          "torch.nn.parameter.Buffer",
          "torch.autograd.variable.Variable",
          "torch.jit._pickle.build_intlist",
          "torch.jit._pickle.build_tensorlist",
          "torch.jit._pickle.build_doublelist",
          "torch.jit._pickle.build_boollist",
          "torch.jit._pickle.restore_type_tag",
          "torch.Size",
          "builtins.set",
          "builtins.frozenset",
          "builtins.list",
          "builtins.tuple",
          "collections.deque");

  private static final Set<Global> INNER_CALL =
      KnownGlobals.all(
          "torch.tensor._rebuild_from_type", // torch 1.7
          "torch._tensor._rebuild_from_type",
          "torch._tensor._rebuild_from_type_v2");

  /** These bring the attributes of what they rebuild as their fourth argument. */
  private static final Set<Global> WITH_STATE =
      KnownGlobals.all(
          "torch.tensor._rebuild_from_type",
          "torch._tensor._rebuild_from_type",
          "torch._tensor._rebuild_from_type_v2",
          "torch._utils._rebuild_parameter_with_state");

  private Wrappers() {}

  static PickleValue unwrap(PickleValue value) {
    PickleValue inner = value;
    for (int i = 0; i < MAX_NESTING; i++) {
      PickleValue next = inner instanceof Call call ? inside(call) : null;
      if (next == null) return inner;
      inner = next;
    }
    return inner;
  }

  /**
   * The attributes of the tensor that a value dresses up, one dict for each layer of dress that has
   * some: those of a parameter, and those of a tensor subclass, whose numbers may all be there.
   */
  static List<Dict> attributes(PickleValue value) {
    List<Dict> attributes = new ArrayList<>();
    PickleValue inner = value;
    for (int i = 0; i < MAX_NESTING && inner instanceof Call call; i++) {
      PickleValue next = inside(call);
      if (next == null) break;
      if (call.arguments().size() > 3
          && call.callable() instanceof Global global
          && WITH_STATE.contains(global)) {
        attributes.addAll(Mappings.dicts(call.arguments().get(3)));
      }
      inner = next;
    }
    return attributes;
  }

  private static @Nullable PickleValue inside(Call call) {
    if (!(call.callable() instanceof Global global) || call.arguments().isEmpty()) return null;
    if (FIRST_ARGUMENT.contains(KnownGlobals.usual(global))) return call.arguments().getFirst();
    return innerCall(call);
  }

  /**
   * The call {@code function(*arguments)} that {@code _rebuild_from_type_v2(function, type,
   * arguments, state)} makes, or null for every other call.
   */
  static @Nullable Call innerCall(Call call) {
    List<PickleValue> arguments = call.arguments();
    return call.callable() instanceof Global global
            && INNER_CALL.contains(global)
            && arguments.size() >= 3
            && arguments.get(2) instanceof Sequence inner
        ? new Call(Call.Kind.CALL, arguments.getFirst(), inner, null)
        : null;
  }
}
