package dev.sonde.checkpoint.gate;

import dev.sonde.tensor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's {@code nn.LSTM}, {@code nn.GRU}, {@code nn.RNN} and their {@code …Cell}s: {@code
 * weight_ih_l0} [gates·hidden × inputs], {@code weight_hh_l0} [gates·hidden × hidden], {@code
 * bias_ih_l0}, {@code bias_hh_l0}; further layers {@code _l1}, …, backward direction {@code
 * _reverse}. With {@code proj_size} the width of {@code weight_hh} is not the hidden size, but that
 * of {@code weight_hr} is.
 */
final class TorchLayout {

  private static final Pattern RECURRENT =
      Pattern.compile("(?:(.*)([./]))?weight_hh((?:_l\\d+)?(?:_reverse)?)", Pattern.DOTALL);

  private TorchLayout() {}

  static void find(Map<String, Tensor> tensors, Consumer<Split> found) {
    for (Tensor recurrent : tensors.values()) {
      if (!recurrent.address().contains("weight_hh") || recurrent.shape().rank() != 2) continue;
      Matcher name = RECURRENT.matcher(recurrent.address());
      if (!name.matches()) continue;
      String layer = name.group(1) == null ? "" : name.group(1);
      String path = name.group(1) == null ? "" : name.group(1) + name.group(2);
      find(tensors, recurrent, layer, path, name.group(3), found);
    }
  }

  private static void find(
      Map<String, Tensor> tensors,
      Tensor recurrent,
      String layer,
      String path,
      String tail,
      Consumer<Split> found) {
    long rows = recurrent.shape().extent(0);
    Tensor projection = tensors.get(path + "weight_hr" + tail);
    Tensor width = projection != null && projection.shape().rank() == 2 ? projection : recurrent;
    long hidden = width.shape().extent(1);
    Cell cell = Cell.of(rows, hidden);
    if (cell == null) return;
    String suffix = tail.startsWith("_l0") ? tail.substring(3) : tail;
    Rows split = new Rows(layer, cell, hidden, suffix, found);
    split.take(tensors.get(path + "weight_ih" + tail), 2, "W_i");
    split.take(recurrent, 2, "W_h");
    split.take(tensors.get(path + "bias_ih" + tail), 1, "b_i");
    split.take(tensors.get(path + "bias_hh" + tail), 1, "b_h");
  }

  /** Cuts tensors of equal rows. */
  private record Rows(String layer, Cell cell, long hidden, String suffix, Consumer<Split> found) {

    void take(@Nullable Tensor whole, int rank, String kind) {
      if (whole == null || whole.shape().rank() != rank) return;
      if (whole.shape().extent(0) != hidden * cell.gates().length()) return;
      found.accept(
          Split.of(
              whole,
              layer,
              kind,
              cell,
              cell.gates(),
              suffix,
              gate -> whole.slice(0, gate * hidden, (gate + 1) * hidden)));
    }
  }
}
