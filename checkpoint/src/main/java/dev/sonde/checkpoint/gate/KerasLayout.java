package dev.sonde.checkpoint.gate;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keras's recurrent layers: {@code kernel} [inputs × gates·units], {@code recurrent_kernel} [units
 * × gates·units], {@code bias}; gates are columns, so that their blocks are transposed views.
 *
 * <p>The bias tells the layout apart (as in Keras's own {@code _convert_rnn_weights}):
 *
 * <ul>
 *   <li>[gates·units]: one bias; {@code GRU} with {@code reset_after=False}, {@code LSTM}, {@code
 *       SimpleRNN}.
 *   <li>[2 × 3·units]: {@code GRU} with {@code reset_after=True}; input and recurrent bias.
 *   <li>[2·gates·units]: {@code CuDNNLSTM}, {@code CuDNNGRU}; input bias, then recurrent bias.
 *       Their kernels hold, gate by gate, what CuDNN expects: each recurrent block is the transpose
 *       of Keras's, which is a row per unit already; each input block [inputs × units] holds, row
 *       by row, the elements of the [units × inputs] matrix in order.
 * </ul>
 */
final class KerasLayout {

  private static final Pattern RECURRENT =
      Pattern.compile("(?:(.*)([./]))?recurrent_kernel(:\\d+)?", Pattern.DOTALL);

  private KerasLayout() {}

  static void find(Map<String, Tensor> tensors, Consumer<Split> found) {
    for (Tensor recurrent : tensors.values()) {
      if (!recurrent.address().contains("recurrent_kernel") || recurrent.shape().rank() != 2) {
        continue;
      }
      Matcher name = RECURRENT.matcher(recurrent.address());
      if (!name.matches()) continue;
      String layer = name.group(1) == null ? "" : name.group(1);
      String path = name.group(1) == null ? "" : name.group(1) + name.group(2);
      String tail = name.group(3) == null ? "" : name.group(3);
      long units = recurrent.shape().extent(0);
      Cell cell = Cell.of(recurrent.shape().extent(1), units);
      Tensor kernel = tensors.get(path + "kernel" + tail);
      if (cell == null || kernel == null) continue;
      Tensor bias = tensors.get(path + "bias" + tail);
      new Layer(layer, cell, units).split(kernel, recurrent, bias, found);
    }
  }

  private record Layer(String address, Cell cell, long units) {

    private long width() {
      return units * cell.gates().length();
    }

    void split(Tensor kernel, Tensor recurrent, @Nullable Tensor bias, Consumer<Split> found) {
      if (kernel.shape().rank() != 2 || kernel.shape().extent(1) != width()) return;
      boolean cudnn = bias != null && hasShape(bias, 2 * width());
      boolean plain = bias == null || hasShape(bias, width()) || hasShape(bias, 2, width());
      if (!plain && !(cudnn && isDense(kernel))) return;
      found.accept(
          blocks(
              kernel,
              "W_i",
              g -> cudnn ? rewound(columns(kernel, g)) : turned(columns(kernel, g))));
      found.accept(
          blocks(
              recurrent,
              "W_h",
              g -> cudnn ? columns(recurrent, g) : turned(columns(recurrent, g))));
      if (bias != null) splitBias(bias, found);
    }

    private void splitBias(Tensor bias, Consumer<Split> found) {
      if (hasShape(bias, width())) {
        found.accept(blocks(bias, "b_", g -> bias.slice(0, g * units, (g + 1) * units)));
      } else if (bias.shape().rank() == 2) {
        found.accept(
            blocks(bias, "b_i", g -> Planes.select(columns(bias, g), 0))
                .and(blocks(bias, "b_h", g -> Planes.select(columns(bias, g), 1))));
      } else {
        long half = width();
        found.accept(
            blocks(bias, "b_i", g -> bias.slice(0, g * units, (g + 1) * units))
                .and(
                    blocks(
                        bias,
                        "b_h",
                        g -> bias.slice(0, half + g * units, half + (g + 1) * units))));
      }
    }

    private Split blocks(Tensor whole, String kind, IntFunction<Tensor> block) {
      return Split.of(whole, address, kind, cell, cell.kerasOrder(), "", block);
    }

    private Tensor columns(Tensor whole, int gate) {
      return whole.slice(1, gate * units, (gate + 1) * units);
    }
  }

  private static boolean hasShape(Tensor tensor, long... extents) {
    return tensor.shape().equals(Shape.of(extents));
  }

  /** Whether a copy costs no more than the file has; a view that repeats elements could. */
  private static boolean isDense(Tensor tensor) {
    long room = tensor.storage().byteSize() / tensor.dtype().byteSize();
    return !tensor.dtype().isComplex() && tensor.count() <= room;
  }

  private static Tensor turned(Tensor columns) {
    return columns.transpose(1, 0);
  }

  /** The elements of [inputs × units], in their row-major order, as [units × inputs]. */
  private static Tensor rewound(Tensor block) {
    Storage copy = Storage.deferred(block.byteSize(), target -> copy(block, target));
    Shape shape = Shape.of(block.shape().extent(1), block.shape().extent(0));
    return Tensor.of(block.address(), block.dtype(), shape, copy, 0);
  }

  private static void copy(Tensor from, MemorySegment to) {
    TensorReader reader = from.reader();
    int size = from.dtype().byteSize();
    int step = 1 << 16;
    for (long at = 0; at < from.count(); at += step) {
      int n = (int) Math.min(step, from.count() - at);
      reader.littleEndian(at, to.asSlice(at * size, (long) n * size).asByteBuffer(), n);
    }
  }
}
