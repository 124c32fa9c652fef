package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxGraph;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.onnx.OnnxNode;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Printable;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.onnx.Graph;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The recurrent classifier that an ONNX graph computes, if it is one: {@code RNN}, {@code GRU} or
 * {@code LSTM} nodes from a zero state, one on top of the other, and a linear layer on the last
 * output. Weights are taken out of the nodes, ONNX's order of gates (z, r, h; i, o, f, c) put into
 * PyTorch's (r, z, n; i, f, g, o). What stands around the nodes is not looked at: the graph and the
 * classifier are run on the same inputs, and must agree.
 */
public final class OnnxClassifier {

  private static final String NEEDED =
      "a recurrent classifier of words is needed: RNN, GRU or LSTM nodes from a zero state, then a"
          + " linear layer on the last output";

  private final Path path;
  private final OnnxGraph graph;
  private final GraphValues values;

  private OnnxClassifier(Path path) {
    OnnxModel model = OnnxModel.open(path);
    this.path = path;
    this.graph = model.graph();
    this.values = new GraphValues(path, model.graph(), Graph.of(path.toString(), model));
  }

  /**
   * Parameters {@code rnn.*} and {@code fc.*} as {@link RnnClassifier} names them, with its
   * description.
   *
   * @throws CheckpointException if the file is no ONNX model of such a classifier
   */
  public static Checkpoint read(Path path) {
    return new OnnxClassifier(path).read();
  }

  private Checkpoint read() {
    List<OnnxNode> layers =
        graph.nodes().stream()
            .filter(node -> node.is("RNN") || node.is("GRU") || node.is("LSTM"))
            .toList();
    if (layers.isEmpty()) throw refused("its graph has no such node");
    Cell cell = cell(layers.getFirst());
    List<Tensor> parameters = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      if (cell(layers.get(i)) != cell) throw refused("its layers are of different cells");
      parameters.addAll(layer(layers.get(i), cell, i));
    }
    int hidden = Math.toIntExact(parameters.get(1).shape().extent(1));
    parameters.addAll(linear(hidden));
    int inputs = Math.toIntExact(parameters.getFirst().shape().extent(1));
    int classes = Math.toIntExact(parameters.getLast().shape().extent(0));
    RnnClassifier model = new RnnClassifier(cell, inputs, hidden, layers.size(), classes, 0);
    Checkpoint read = Checkpoint.of(path, parameters, new LinkedHashMap<>(model.description()));
    String differs = values.difference(model, read);
    if (!differs.isEmpty()) throw refused(differs);
    return read;
  }

  private Cell cell(OnnxNode node) {
    require(node, "direction", "forward");
    require(node, "input_forget", "0");
    for (String refused : List.of("clip", "activation_alpha", "activation_beta")) {
      if (node.attribute(refused) != null) throw refused(called(node) + " has " + refused);
    }
    List<String> activations =
        node.attribute("activations") instanceof OnnxAttribute.OfStrings texts
            ? texts.values()
            : List.of();
    Cell cell =
        switch (node.opType()) {
          case "LSTM" -> Cell.LSTM;
          case "GRU" -> Cell.GRU;
          default -> activations.equals(List.of("Relu")) ? Cell.RELU : Cell.TANH;
        };
    List<String> usual =
        switch (cell) {
          case RELU -> List.of("Relu");
          case TANH -> List.of("Tanh");
          case GRU -> List.of("Sigmoid", "Tanh");
          case LSTM -> List.of("Sigmoid", "Tanh", "Tanh");
        };
    if (!activations.isEmpty() && !activations.equals(usual)) {
      throw refused(called(node) + " has the activations " + activations + ", not " + usual);
    }
    if (cell == Cell.GRU) require(node, "linear_before_reset", "1");
    if (node.inputs().size() > 7 && !node.inputs().get(7).isEmpty()) {
      throw refused(called(node) + " has peepholes");
    }
    return cell;
  }

  private void require(OnnxNode node, String attribute, String wanted) {
    String standard = attribute.equals("direction") ? "forward" : "0";
    String found =
        switch (node.attribute(attribute)) {
          case null -> standard;
          case OnnxAttribute.OfInt whole -> Long.toString(whole.value());
          case OnnxAttribute.OfString text -> text.value();
          default -> "of another type";
        };
    if (!found.equals(wanted)) {
      throw refused(
          "%s has %s %s, not %s".formatted(called(node), attribute, Printable.of(found), wanted));
    }
  }

  private static String called(OnnxNode node) {
    return node.opType() + " node '" + Printable.of(node.name()) + "'";
  }

  /** W [1 × gates·hidden × in], R [1 × gates·hidden × hidden] and B [1 × 2·gates·hidden]. */
  private List<Tensor> layer(OnnxNode node, Cell cell, int layer) {
    Tensor w = values.of(node.inputs().get(1));
    Tensor r = values.of(node.inputs().get(2));
    int blocks = cell.blocks();
    boolean fits = w.shape().rank() == 3 && r.shape().rank() == 3 && r.shape().extent(0) == 1;
    long hidden = fits ? r.shape().extent(2) : 0;
    long rows = blocks * hidden;
    fits &= hidden > 0 && w.shape().extent(1) == rows && r.shape().extent(1) == rows;
    fits &= w.shape().extent(0) == 1 && w.shape().extent(2) > 0;
    if (!fits) {
      throw refused(called(node) + " has weights of shapes " + w.shape() + " and " + r.shape());
    }
    boolean biased = node.inputs().size() > 3 && !node.inputs().get(3).isEmpty();
    float[] b = biased ? values.of(node.inputs().get(3)).toFloats() : new float[(int) (2 * rows)];
    if (b.length != 2 * rows) throw refused(called(node) + " has a bias of " + b.length);
    float[] ih = Arrays.copyOfRange(b, 0, (int) rows);
    float[] hh = Arrays.copyOfRange(b, (int) rows, b.length);
    String suffix = "_l" + layer;
    return List.of(
        ordered("rnn.weight_ih" + suffix, w.toFloats(), cell, w.shape().extent(2)),
        ordered("rnn.weight_hh" + suffix, r.toFloats(), cell, hidden),
        ordered("rnn.bias_ih" + suffix, ih, cell, 0),
        ordered("rnn.bias_hh" + suffix, hh, cell, 0));
  }

  /** Blocks of gates in PyTorch's order; {@code columns} 0 for a vector. */
  private static Tensor ordered(String name, float[] values, Cell cell, long columns) {
    int[] from =
        switch (cell) {
          case RELU, TANH -> new int[] {0};
          case GRU -> new int[] {1, 0, 2};
          case LSTM -> new int[] {0, 2, 3, 1};
        };
    float[] sorted = new float[values.length];
    int size = values.length / from.length;
    for (int k = 0; k < from.length; k++) {
      System.arraycopy(values, from[k] * size, sorted, k * size, size);
    }
    Shape shape =
        columns == 0 ? Shape.of(values.length) : Shape.of(values.length / columns, columns);
    return Tensor.ofFloats(name, shape, sorted);
  }

  /** The last product with a constant matrix that has a side of {@code hidden}. */
  private List<Tensor> linear(int hidden) {
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      OnnxNode node = graph.nodes().get(i);
      if (!(node.is("Gemm") || node.is("MatMul")) || node.inputs().size() < 2) continue;
      Optional<Tensor> found = values.constant(node.inputs().get(1));
      if (found.isEmpty() || found.get().shape().rank() != 2) {
        throw refused("the matrix of its last " + called(node) + " is computed");
      }
      boolean transposed =
          node.attribute("transB") instanceof OnnxAttribute.OfInt flag && flag.value() == 1;
      Tensor weight = transposed ? found.get() : found.get().transpose(1, 0);
      if (weight.shape().extent(1) != hidden) {
        throw refused(
            "the matrix of its last %s is %s, its recurrent layer has %d units"
                .formatted(called(node), found.get().shape(), hidden));
      }
      int classes = Math.toIntExact(weight.shape().extent(0));
      float[] bias = bias(node).map(Tensor::toFloats).orElseGet(() -> new float[classes]);
      if (bias.length != classes) throw refused("the bias of its linear layer has another length");
      return List.of(
          Tensor.ofFloats("fc.weight", weight.shape(), weight.toFloats()),
          Tensor.ofFloats("fc.bias", Shape.of(classes), bias));
    }
    throw refused("its graph has no linear layer (Gemm, MatMul)");
  }

  /** The third input of a Gemm, or what is added to a MatMul. */
  private Optional<Tensor> bias(OnnxNode linear) {
    if (linear.is("Gemm")) {
      return linear.inputs().size() < 3
          ? Optional.empty()
          : values.constant(linear.inputs().get(2));
    }
    for (OnnxNode node : graph.nodes()) {
      if (!node.is("Add") || !node.inputs().contains(linear.outputs().getFirst())) continue;
      for (String input : node.inputs()) {
        Optional<Tensor> constant = values.constant(input);
        if (constant.isPresent()) return constant;
      }
    }
    return Optional.empty();
  }

  private CheckpointException refused(String why) {
    return new CheckpointException(path + ": " + NEEDED + "; " + why);
  }
}
