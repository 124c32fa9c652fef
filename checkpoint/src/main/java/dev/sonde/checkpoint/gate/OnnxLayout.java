package dev.sonde.checkpoint.gate;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * ONNX's {@code LSTM}, {@code GRU} and {@code RNN} operators; see {@link RecurrentNode}. Rows of W
 * and R are gates, of B first the input biases, then the recurrent ones; a second direction runs
 * backward. The same layout without a graph (arrays called {@code x_W}, {@code x_R}, {@code x_B},
 * as for WebNN) is recognised by names and shapes.
 */
final class OnnxLayout {

  private OnnxLayout() {}

  static void find(Map<String, Tensor> tensors, List<RecurrentNode> nodes, Consumer<Split> found) {
    Set<String> declared = new TreeSet<>();
    for (RecurrentNode node : nodes) {
      Tensor input = tensors.get(node.input());
      Tensor recurrent = tensors.get(node.recurrent());
      Tensor bias = node.bias() == null ? null : tensors.get(node.bias());
      if (input == null || recurrent == null) continue;
      declared.add(recurrent.address());
      split(node.address(), node.cell(), input, recurrent, bias, found);
    }
    for (Tensor recurrent : tensors.values()) {
      String address = recurrent.address();
      if (address.endsWith("_R") && !declared.contains(address)) {
        named(address.substring(0, address.length() - 2), recurrent, tensors, found);
      }
    }
  }

  private static void named(
      String layer, Tensor recurrent, Map<String, Tensor> tensors, Consumer<Split> found) {
    Tensor input = tensors.get(layer + "_W");
    if (input == null || recurrent.shape().rank() != 3) return;
    Cell cell = Cell.of(recurrent.shape().extent(1), recurrent.shape().extent(2));
    if (cell == null) return;
    split(layer, cell, input, recurrent, tensors.get(layer + "_B"), found);
  }

  private static void split(
      String layer,
      Cell cell,
      Tensor input,
      Tensor recurrent,
      @Nullable Tensor bias,
      Consumer<Split> found) {
    if (recurrent.shape().rank() != 3 || input.shape().rank() != 3) return;
    long directions = recurrent.shape().extent(0);
    long hidden = recurrent.shape().extent(2);
    long rows = hidden * cell.gates().length();
    boolean fits =
        (directions == 1 || directions == 2)
            && recurrent.shape().extent(1) == rows
            && input.shape().extent(0) == directions
            && input.shape().extent(1) == rows
            && (bias == null || bias.shape().equals(Shape.of(directions, 2 * rows)));
    if (!fits || hidden == 0) return;
    Stack stack = new Stack(layer, cell, hidden, (int) directions);
    found.accept(stack.blocks(input, "W_i", 0));
    found.accept(stack.blocks(recurrent, "W_h", 0));
    if (bias != null) {
      found.accept(stack.blocks(bias, "b_i", 0).and(stack.blocks(bias, "b_h", rows)));
    }
  }

  private record Stack(String layer, Cell cell, long hidden, int directions) {

    /** The blocks of all directions whose gates start at row {@code first} of each. */
    Split blocks(Tensor whole, String kind, long first) {
      List<Tensor> blocks = new ArrayList<>();
      for (int direction = 0; direction < directions; direction++) {
        Tensor plane = Planes.select(whole, direction);
        IntFunction<Tensor> block =
            gate -> plane.slice(0, first + gate * hidden, first + (gate + 1) * hidden);
        String suffix = direction == 0 ? "" : "_reverse";
        blocks.addAll(Split.of(whole, layer, kind, cell, cell.onnxOrder(), suffix, block).blocks());
      }
      return new Split(whole.address(), blocks);
    }
  }
}
