package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.pickle.PickleValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbers of quantised modules, which are no parameters: a {@code torch.ScriptObject}
 * keeps them packed, and hands them out as its state, {@code (state, class)}.
 *
 * <p>Source: {@code torch/ao/nn/quantized/modules} and {@code
 * aten/src/ATen/native/quantized/cpu/fbgemm_utils.cpp}.
 */
final class QuantisedModules {

  private static final String PACKED = "__torch__.torch.classes.";

  /** Where in its state a packed class keeps what the state dict of its module holds. */
  private static final Map<String, int[]> PATHS =
      Map.of(
          PACKED + "quantized.LinearPackedParamsBase", new int[] {0},
          PACKED + "sparse.LinearPackedParamsBase", new int[] {0},
          // (version, [tensors], [doubles], [longs])
          PACKED + "quantized.EmbeddingPackedParamsBase", new int[] {0, 1, 0});

  /** What a quantised convolution, which has no dict of attributes, gives as its state. */
  private static final List<String> CONVOLUTION =
      List.of(
          "in_channels",
          "out_channels",
          "kernel_size",
          "stride",
          "padding",
          "dilation",
          "transposed",
          "output_padding",
          "groups",
          "padding_mode",
          "weight",
          "bias",
          "scale",
          "zero_point",
          "training");

  private QuantisedModules() {}

  static boolean isPacked(Call call) {
    return call.isOf("torch", "ScriptObject") || call.isOf("torch._C", "ScriptObject");
  }

  /**
   * What the state dict of a module holds in place of a packed attribute; the object itself for a
   * class that is not known, whose whole state then counts.
   */
  static PickleValue unpacked(Call packed) {
    if (packed.states().isEmpty()
        || !(packed.states().getLast() instanceof Sequence state)
        || state.items().isEmpty()) {
      return packed;
    }
    String made = PickleValue.text(state.items().getLast(), 200);
    int[] path = made == null ? null : PATHS.get(made);
    PickleValue inner = path == null ? packed : state;
    for (int index : path == null ? new int[0] : path) {
      if (!(Wrappers.unwrap(inner) instanceof Sequence list) || index >= list.items().size())
        return packed;
      inner = list.items().get(index);
    }
    return inner;
  }

  /** The attributes of a quantised convolution, by name; null for anything else. */
  static @Nullable List<PickleDict.Entry> convolution(Call call) {
    if (!(call.callable() instanceof Global global)
        || !global.module().startsWith("torch.")
        || !global.module().contains("quantized")
        || call.states().isEmpty()
        || !(call.states().getLast() instanceof Sequence state)
        || state.items().size() != CONVOLUTION.size()
        || !(state.items().getLast() instanceof Bool)) {
      return null;
    }
    List<PickleDict.Entry> entries = new ArrayList<>();
    for (int i = 0; i < CONVOLUTION.size(); i++) {
      entries.add(new PickleDict.Entry(new Text(CONVOLUTION.get(i)), state.items().get(i)));
    }
    return entries;
  }
}
