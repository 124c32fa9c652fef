package dev.sonde.checkpoint.gate;

import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gate blocks of a checkpoint's recurrent layers. The address of a block is that of its layer,
 * a slash, and the name of the block in PyTorch's documentation:
 *
 * <pre>{@code
 * decoder.rnn/W_hf           [hidden × hidden]  recurrent weights of the forget gate
 * decoder.rnn/W_if_l1        [hidden × inputs]  input weights, second layer
 * decoder.rnn/b_hf_l1_reverse       [hidden]    recurrent bias, its backward direction
 * Encoder_LSTM/b_f                  [units]     the only bias of a Keras layer
 * }</pre>
 *
 * <p>A block has one row for each hidden unit, whatever the file's own orientation.
 */
public final class Gates {

  /** The name of a block: kind, gate, layer and direction. */
  private static final Pattern NAME =
      Pattern.compile(
          "(.*/)?((?:W_[ih]|b_[ih]?))([a-z])((?:_l\\d+)?)((?:_reverse)?)", Pattern.DOTALL);

  private final Map<String, List<Tensor>> byWhole = new LinkedHashMap<>();
  private final Map<String, Tensor> byAddress = new LinkedHashMap<>();

  private Gates() {}

  /**
   * Finds the recurrent layers among {@code tensors}, by name and shape.
   *
   * @param nodes layers that the file itself declares
   */
  public static Gates of(Map<String, Tensor> tensors, List<RecurrentNode> nodes) {
    Gates gates = new Gates();
    Map<String, Tensor> filled = new LinkedHashMap<>(tensors);
    // An empty tensor has no gates, and its other extents may be any number.
    filled.values().removeIf(tensor -> tensor.count() == 0);
    TorchLayout.find(filled, split -> gates.add(split, tensors));
    KerasLayout.find(filled, split -> gates.add(split, tensors));
    OnnxLayout.find(filled, nodes, split -> gates.add(split, tensors));
    return gates;
  }

  /** A block must not hide a tensor, nor another block; then the whole stays as it is. */
  private void add(Split split, Map<String, Tensor> tensors) {
    for (Tensor block : split.blocks()) {
      String address = block.address();
      if (tensors.containsKey(address) || byAddress.containsKey(address)) return;
    }
    for (Tensor block : split.blocks()) byAddress.put(block.address(), block);
    byWhole.computeIfAbsent(split.whole(), whole -> new ArrayList<>()).addAll(split.blocks());
  }

  /** The blocks that the tensor at {@code whole} consists of; none if it is not recurrent. */
  public List<Tensor> blocksOf(String whole) {
    return List.copyOf(byWhole.getOrDefault(whole, List.of()));
  }

  /**
   * The block at an address. The letters of other conventions are understood: {@code c} for an
   * LSTM's {@code g} (Keras, and most papers), {@code i} for a GRU's {@code z} (Hupkes et al.), and
   * {@code _l0} for the first layer.
   *
   * @return the block under its usual address, or null
   */
  public @Nullable Tensor find(String address) {
    Tensor block = byAddress.get(address);
    if (block != null || byAddress.isEmpty()) return block;
    Matcher name = NAME.matcher(address);
    if (!name.matches()) return null;
    String gate =
        switch (name.group(3)) {
          case "c" -> "g";
          case "i" -> "z";
          default -> name.group(3);
        };
    String start = (name.group(1) == null ? "" : name.group(1)) + name.group(2);
    String end = (name.group(4).equals("_l0") ? "" : name.group(4)) + name.group(5);
    // A letter may be both: try it as it stands first.
    Tensor plain = byAddress.get(start + name.group(3) + end);
    return plain != null ? plain : byAddress.get(start + gate + end);
  }

  /** The names of all blocks of the layer that {@code address} starts with; for messages. */
  public List<String> namesBeside(String address) {
    String layer = address.substring(0, address.lastIndexOf('/') + 1);
    return byAddress.keySet().stream()
        .filter(block -> block.startsWith(layer) && block.indexOf('/', layer.length()) < 0)
        .map(block -> block.substring(layer.length()))
        .toList();
  }
}
