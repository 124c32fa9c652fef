package dev.sonde.network.transformer.exported;

import dev.sonde.file.InputException;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One run of a file's own computation on a text or image of random content, to hold transformers
 * against.
 *
 * @param shapes of all that it computed
 */
record Trial(Input input, List<Tensor> outputs, List<Shape> shapes, int positions) {

  /** Long enough that no other axis of a usual model is as long. */
  private static final int POSITIONS = 13;

  /** Files that leave their number free often take two or more alone. */
  private static final int ROWS = 2;

  private static final int MOST = 1 << 20;

  /**
   * Runs.
   *
   * @param vocabulary tokens to draw from; 0: an image
   * @param pixels {@code [channels, height, width]} where these are images and the file leaves it
   *     open
   */
  static Trial run(Path file, ArrayNetwork network, int vocabulary, long[] pixels) {
    ArrayNetwork.Input main = main(file, network, vocabulary > 0);
    long[] shape = main.shape().stream().mapToLong(Long::longValue).toArray();
    int rank = vocabulary > 0 ? 2 : 4;
    if (shape.length == 0) {
      shape = new long[rank];
      Arrays.fill(shape, -1);
    }
    if (shape.length != rank) {
      throw new TransformerException(
          file + ": its input is " + main + ", where " + rank + " axes were expected");
    }
    for (int axis = 0; axis < rank; axis++) {
      if (shape[axis] > MOST) {
        throw new TransformerException(file + ": its input " + main + " is too large to try");
      }
      if (shape[axis] >= 0) continue;
      long usual = axis == 0 ? ROWS : vocabulary > 0 ? POSITIONS : pixels[axis - 1];
      shape[axis] = allowed(network, main.name(), axis, usual);
    }
    long count = Arrays.stream(shape).reduce(1, (a, b) -> Math.min(MOST + 1L, a * b));
    if (count < 1 || count > MOST) {
      throw new TransformerException(file + ": its input " + main + " is too large to try");
    }
    try (Scope _ = new Scope()) {
      SplittableRandom random = new SplittableRandom(7);
      Map<String, Array> given = new LinkedHashMap<>();
      Input input;
      if (vocabulary > 0) {
        List<int[]> rows = new ArrayList<>();
        for (int row = 0; row < shape[0]; row++) {
          rows.add(random.ints(shape[1], 0, vocabulary).toArray());
        }
        Input.Tokens tokens = Input.Tokens.of(rows, 0);
        given.put(main.name(), Array.ofIndices(tokens.ids(), shape));
        input = tokens;
      } else {
        float[] numbers = new float[(int) count];
        for (int i = 0; i < numbers.length; i++) numbers[i] = (float) random.nextGaussian();
        given.put(main.name(), Array.of(numbers, shape));
        input = new Input.Pixels(Tensor.ofFloats("pixels", Shape.of(shape), numbers));
      }
      complete(file, network, given, shape);
      List<Tensor> outputs =
          network.compute(
              given,
              all ->
                  all.values().stream()
                      .filter(one -> one.type().isReal())
                      .map(one -> one.toFloat().toTensor("output"))
                      .toList());
      Capture seen = network.run(given, Tap.shapes("**"));
      return new Trial(
          input,
          outputs,
          seen.sites().stream().map(Capture.Site::shape).toList(),
          vocabulary > 0 ? (int) shape[1] : 0);
    }
  }

  /** The extent nearest to the usual one that the file declares to take. */
  private static long allowed(ArrayNetwork network, String name, int axis, long usual) {
    return network.program().stream()
        .flatMap(executor -> executor.program().inputs().stream())
        .filter(input -> input.name().equals(name))
        .flatMap(input -> input.shape().stream())
        .map(axes -> Math.max(axes.get(axis).least(), Math.min(axes.get(axis).most(), usual)))
        .findFirst()
        .orElse(usual);
  }

  private static ArrayNetwork.Input main(Path file, ArrayNetwork network, boolean text) {
    Optional<ArrayNetwork.Input> found =
        network.inputs().stream()
            .filter(one -> one.type().isFloating() != text || network.inputs().size() == 1)
            .findFirst();
    return found.orElseThrow(
        () ->
            new TransformerException(
                file + ": none of its inputs " + network.inputs() + " is a text's tokens"));
  }

  /** Masks see everything, texts are of the first type, positions count from 0. */
  private static void complete(
      Path file, ArrayNetwork network, Map<String, Array> given, long[] shape) {
    for (Optional<String> missing = network.missing(given.keySet());
        missing.isPresent();
        missing = network.missing(given.keySet())) {
      String name = missing.get();
      int length = (int) shape[shape.length - 1];
      int[] numbers = new int[(int) (shape[0] * length)];
      if (name.contains("mask")) Arrays.fill(numbers, 1);
      else if (name.contains("position")) Arrays.setAll(numbers, i -> i % length);
      else if (!name.contains("type")) {
        throw new TransformerException(
            file + ": it is not known what its input '" + name + "' takes");
      }
      given.put(name, Array.ofIndices(numbers, shape[0], length));
    }
  }

  /**
   * How far a transformer's output is from the file's, as a share of the file's largest; infinite
   * if it computes something of another shape, or nothing, and where either has a number that is
   * not finite: these say nothing.
   */
  double apart(Transformer model) {
    float[] found;
    long[] shape;
    try {
      Tensor output = model.compute(input, logits -> logits.toFloat().toTensor("logits"));
      found = output.toFloats();
      shape = output.shape().toArray();
    } catch (InputException _) {
      return Double.POSITIVE_INFINITY;
    }
    double least = Double.POSITIVE_INFINITY;
    for (Tensor output : outputs) {
      if (output.count() != found.length) continue;
      if (output.shape().extent(output.shape().rank() - 1) != shape[shape.length - 1]) continue;
      float[] wanted = output.toFloats();
      double largest = 1e-30;
      double apart = 0;
      for (int i = 0; i < wanted.length; i++) {
        largest = Math.max(largest, Math.abs(wanted[i]));
        apart = Math.max(apart, Math.abs((double) wanted[i] - found[i]));
      }
      // Math.max hands NaN on.
      if (Double.isFinite(largest) && Double.isFinite(apart)) {
        least = Math.min(least, apart / largest);
      }
    }
    return least;
  }

  /** Into how many heads something of a width is split, by the shapes of what was computed. */
  Optional<Integer> heads(long width) {
    Map<Integer, Integer> votes = new LinkedHashMap<>();
    for (Shape shape : shapes) {
      int rank = shape.rank();
      if (rank < 4) continue;
      long last = shape.extent(rank - 1);
      long before = shape.extent(rank - 2);
      long earlier = shape.extent(rank - 3);
      if (before * last == width && before > 0) votes.merge((int) before, 1, Integer::sum);
      else if (earlier * last == width) votes.merge((int) earlier, 1, Integer::sum);
    }
    return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }
}
