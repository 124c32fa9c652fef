package dev.sonde.network.recurrent;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Printable;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How numbers of symbols become what a network reads: as they are, or a row of zeros with a one for
 * each, filled before the beginning with the symbol of number 0.
 *
 * @param model the network's file, for messages
 * @param pad length to which all texts are filled; else that of the network's input, if it is fixed
 * @param oneHot width of rows; else as the network's input says, or none
 */
public record TextInput(Path model, ArrayNetwork.Input input, OptionalInt pad, OptionalInt oneHot) {

  /**
   * The input of a network that can be a text.
   *
   * @throws CheckpointException if it needs several inputs, or has none of such a shape
   */
  public static TextInput of(
      Path model, ArrayNetwork network, OptionalInt pad, OptionalInt oneHot) {
    ArrayNetwork.Input found =
        network.inputs().stream()
            .filter(input -> network.missing(Set.of(input.name())).isEmpty())
            .findFirst()
            .orElseThrow(
                () ->
                    new CheckpointException(
                        model
                            + ": no input is enough alone ("
                            + String.join(
                                ", ",
                                network.inputs().stream().map(ArrayNetwork.Input::name).toList())
                            + "); a text is one"));
    int rank = found.shape().size();
    if (found.anyShape() || rank == 2 || rank == 3) {
      return new TextInput(model, found, pad, oneHot);
    }
    throw new CheckpointException(
        "%s: reads no texts: its input '%s' is %s, and a text is [texts, symbols], or [texts, symbols, width] of rows with a one at each symbol's number"
            .formatted(
                model,
                Printable.of(found.name()),
                found.shape().stream().map(n -> n < 0 ? "?" : n.toString()).toList()));
  }

  /** How many symbols it tells apart, where each is a row of zeros and a one; else empty. */
  public OptionalInt width() {
    if (oneHot.isPresent()) return oneHot;
    List<Long> shape = input.shape();
    boolean real = input.type() != DType.INT64 && input.type() != DType.INT32;
    return real && shape.size() == 3 && shape.get(2) >= 1
        ? OptionalInt.of(Math.toIntExact(shape.get(2)))
        : OptionalInt.empty();
  }

  /** Whether all texts are filled to a length. */
  boolean fills() {
    return pad.isPresent() || fixed(1) > 0;
  }

  /** The longest text. */
  int longest() {
    return pad.isEmpty() && fixed(1) > 0 ? fixed(1) : Integer.MAX_VALUE;
  }

  /** An extent that the input fixes; 0 where any will do. */
  int fixed(int axis) {
    List<Long> shape = input.shape();
    return shape.size() > 1 && shape.get(axis) > 0 ? Math.toIntExact(shape.get(axis)) : 0;
  }

  /** How many symbols the network is given for a text of so many. */
  int length(int symbols) {
    if (pad.isPresent()) return Math.max(pad.getAsInt(), symbols);
    int steps = fixed(1);
    if (steps == 0) return symbols;
    if (symbols <= steps) return steps;
    throw new CheckpointException(
        "%s: the text has %d symbols, and the network reads %d at a time; give a shorter one"
            .formatted(model, symbols, steps));
  }

  /**
   * Texts as the network's input, {@code [rows × length]} or {@code [rows × length × width]}.
   *
   * @param rows how many; where there are fewer texts, the last again
   * @param length of all, at least the longest text
   * @throws CheckpointException if a symbol is none of those that the network tells apart
   */
  Map<String, Array> arrays(int[][] texts, int rows, int length) {
    long[] all = new long[Math.multiplyExact(rows, length)];
    for (int i = 0; i < rows; i++) {
      int[] text = texts[Math.min(i, texts.length - 1)];
      for (int t = 0; t < text.length; t++) all[i * length + length - text.length + t] = text[t];
    }
    OptionalInt hot = width();
    if (hot.isEmpty()) return Map.of(input.name(), Array.ofIndices(all, rows, length));
    int width = hot.getAsInt();
    float[] values = new float[Math.multiplyExact(all.length, width)];
    for (int i = 0; i < all.length; i++) {
      if (all[i] >= width) {
        throw new CheckpointException(
            "%s: the network reads %d symbols, numbered from 0; %d is none of them"
                .formatted(model, width, all[i]));
      }
      values[i * width + (int) all[i]] = 1;
    }
    return Map.of(input.name(), Array.of(values, rows, length, width));
  }
}
