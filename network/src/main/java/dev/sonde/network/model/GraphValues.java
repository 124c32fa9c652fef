package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.onnx.OnnxDimension;
import dev.sonde.checkpoint.onnx.OnnxGraph;
import dev.sonde.checkpoint.onnx.OnnxTensor;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.onnx.Graph;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Constants of a graph that reads words, and how far it computes what a classifier does.
 *
 * @param runnable the same graph
 */
record GraphValues(Path path, OnnxGraph graph, Graph runnable) {

  /** Of a word to try, where the graph leaves them free; they differ, to tell axes apart. */
  private static final int BATCH = 3;

  private static final int TIME = 7;

  /** Numbers in words to try. */
  private static final long MOST = 1 << 20;

  /** Of the largest logit: how far two ways of computing may be apart. */
  private static final double NEAR = 1e-4;

  /**
   * How the graph takes words.
   *
   * @param first extent of the first axis
   * @param second of the second
   * @param width of the last; 0 for numbers of symbols
   * @param timeFirst whether the first axis is time
   */
  private record Layout(int first, int second, int width, boolean timeFirst) {}

  /** The constant of this name, if it stands in the file. */
  Optional<Tensor> constant(String name) {
    for (OnnxTensor tensor : graph.initializers()) {
      if (tensor.name().equals(name) && tensor instanceof OnnxTensor.Dense dense) {
        return Optional.of(dense.tensor());
      }
    }
    return runnable.constants().stream().filter(one -> one.address().equals(name)).findFirst();
  }

  /** The constant of this name, or what is computed there: exports cut and join weights. */
  Tensor of(String name) {
    Optional<Tensor> constant = constant(name);
    if (constant.isPresent()) return constant.get();
    try (var network = network();
        Scope _ = new Scope()) {
      Layout layout = layout(false, 0);
      Array words = words(layout, layout.width());
      return network.run(Map.of(input(), words), Tap.valuesAt(name)).values(name);
    } catch (InputException e) {
      throw new CheckpointException(
          "%s: '%s' is computed, and could not be: %s"
              .formatted(path, Printable.of(name), e.getMessage()),
          e);
    }
  }

  private Network<Map<String, Array>, Map<String, Array>> network() {
    return Network.load(
        new GraphModel(runnable), Checkpoint.of(path, runnable.constants(), Map.of()));
  }

  private String input() {
    if (runnable.inputs().size() == 1) return runnable.inputs().getFirst().name();
    throw new CheckpointException(
        path + ": its graph has the inputs " + runnable.inputs() + ", expected one, of words");
  }

  /**
   * @param inputs symbols, or 0 where the graph must say it
   */
  private Layout layout(boolean timeFirst, int inputs) {
    input();
    List<Long> declared = List.of();
    boolean whole = false;
    if (runnable.inputs().getFirst().type() instanceof OnnxType.OfTensor type) {
      declared = type.shape().orElse(List.of()).stream().map(OnnxDimension::size).toList();
      whole =
          type.element().dtype() != null
              && !Objects.requireNonNull(type.element().dtype()).isFloating();
    }
    int rank = whole ? 2 : 3;
    if (declared.size() != rank) {
      throw new CheckpointException(
          "%s: its input is %s, expected words [batch, time, symbols] or, of whole numbers, [batch, time]"
              .formatted(path, runnable.inputs().getFirst()));
    }
    long[] shape = declared.stream().mapToLong(Long::longValue).toArray();
    long[] usual = timeFirst ? new long[] {TIME, BATCH} : new long[] {BATCH, TIME};
    for (int axis = 0; axis < 2; axis++) if (shape[axis] < 0) shape[axis] = usual[axis];
    if (!whole && shape[2] < 0) shape[2] = inputs;
    boolean any = Arrays.stream(shape).allMatch(extent -> extent > 0 && extent <= MOST);
    if (!any || Arrays.stream(shape).reduce(1, (a, b) -> a * b) > MOST) {
      throw new CheckpointException(
          "%s: its input %s leaves open how many symbols there are, or is too large to try"
              .formatted(path, runnable.inputs().getFirst()));
    }
    return new Layout((int) shape[0], (int) shape[1], whole ? 0 : (int) shape[2], timeFirst);
  }

  /** Seeded words as the graph takes them. */
  private static Array words(Layout layout, int inputs) {
    SplittableRandom random = new SplittableRandom(1);
    int[] symbols = new int[layout.first() * layout.second()];
    for (int i = 0; i < symbols.length; i++) symbols[i] = random.nextInt(Math.max(1, inputs));
    Array numbers = Array.ofIndices(symbols, layout.first(), layout.second());
    return layout.width() == 0 ? numbers : Functional.oneHot(numbers, layout.width());
  }

  /** Where the graph and a classifier part; empty if they compute the same. */
  String difference(RnnClassifier model, Checkpoint parameters) {
    String least = "";
    double nearest = Double.POSITIVE_INFINITY;
    for (boolean timeFirst : new boolean[] {false, true}) {
      Layout layout = layout(timeFirst, model.inputs());
      if (layout.width() > 0 && layout.width() != model.inputs()) {
        return "its input has %d columns, its recurrent layer reads %d"
            .formatted(layout.width(), model.inputs());
      }
      try {
        double apart = apart(layout, model, parameters);
        if (apart <= NEAR) return "";
        if (apart < nearest) {
          nearest = apart;
          least =
              String.format(
                  Locale.ROOT,
                  "on words to try its output is %.2g of the largest logit away from such a"
                      + " classifier with its weights",
                  apart);
        }
      } catch (InputException e) {
        if (least.isEmpty()) least = "it does not run on words: " + e.getMessage();
      }
    }
    return least;
  }

  /** The greatest difference between logits (or their softmax) as a share of the largest. */
  private double apart(Layout layout, RnnClassifier model, Checkpoint parameters) {
    try (var network = network();
        var classifier = Network.load(model, parameters);
        Pass pass = classifier.evaluate()) {
      Array words = words(layout, model.inputs());
      Tensor found =
          network.compute(
              Map.of(input(), words), out -> out.values().iterator().next().toTensor("found"));
      Array batchFirst = layout.timeFirst() ? words.transpose(0, 1) : words;
      Array oneHot =
          layout.width() == 0 ? Functional.oneHot(batchFirst, model.inputs()) : batchFirst;
      RnnClassifier.Output output = classifier.forward(pass, oneHot);
      Array wanted = output.logits();
      if (found.shape().rank() == 3) {
        wanted = model.everyPrefix(pass, output);
        if (layout.timeFirst()) wanted = wanted.transpose(0, 1);
      }
      if (!found.shape().equals(wanted.shape())) return Double.MAX_VALUE;
      int last = wanted.rank() - 1;
      double least = Double.MAX_VALUE;
      for (Array way :
          List.of(wanted, Functional.softmax(wanted, last), Functional.logSoftmax(wanted, last))) {
        least = Math.min(least, apart(found.toFloats(), way.toFloats()));
      }
      return least;
    }
  }

  private static double apart(float[] found, float[] wanted) {
    double largest = 1e-30;
    double apart = 0;
    for (int i = 0; i < wanted.length; i++) {
      largest = Math.max(largest, Math.abs(wanted[i]));
      apart = Math.max(apart, Math.abs(found[i] - wanted[i]));
    }
    return apart / largest;
  }
}
