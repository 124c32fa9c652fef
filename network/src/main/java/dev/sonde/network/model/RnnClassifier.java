package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Linear;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Recurrent;
import dev.sonde.network.layer.State;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a word and gives a class: recurrent layers {@code rnn}, from a zero state, and a linear
 * {@code fc} on the outputs. Input: {@code [batch × time × inputs]}, one-hot for words (see {@link
 * #words}).
 *
 * @param dropout between recurrent layers, in training
 */
public record RnnClassifier(
    Cell cell, int inputs, int hidden, int layers, int classes, double dropout)
    implements Model<Array, RnnClassifier.Output> {

  /** Outputs of the recurrent layers at every step, and the logits of the last. */
  public record Output(Array logits, Array outputs) {}

  /** The classifier that {@link #description} describes. */
  static RnnClassifier of(Described by) {
    return new RnnClassifier(
        by.cell(),
        by.integer("inputs"),
        by.integer("hidden"),
        by.integer("layers"),
        by.integer("classes"),
        by.number("dropout"));
  }

  /**
   * The classifier whose parameters a checkpoint holds, by their shapes.
   *
   * @param plain which cell, where the shapes leave only {@link Cell#RELU} and {@link Cell#TANH}
   * @throws dev.sonde.checkpoint.reader.CheckpointException if there are no {@code rnn.*} and
   *     {@code fc.*}
   */
  public static RnnClassifier like(Checkpoint file, Cell plain) {
    Shape recurrent = file.tensor("rnn.weight_hh_l0").shape();
    int hidden = Math.toIntExact(recurrent.extent(1));
    int layers = 1;
    while (file.has("rnn.weight_hh_l" + layers)) layers++;
    long blocks = recurrent.extent(0) / hidden;
    Cell cell = blocks == 4 ? Cell.LSTM : blocks == 3 ? Cell.GRU : plain;
    int inputs = Math.toIntExact(file.tensor("rnn.weight_ih_l0").shape().extent(1));
    int classes = Math.toIntExact(file.tensor("fc.weight").shape().extent(0));
    return new RnnClassifier(cell, inputs, hidden, layers, classes, 0);
  }

  private Recurrent rnn() {
    return new Recurrent("rnn", cell, inputs, hidden, layers, dropout);
  }

  private Linear fc() {
    return new Linear("fc", hidden, classes);
  }

  /** Words of equal length, symbols numbered from 0, one-hot. */
  public Array words(int[][] words) {
    return Functional.oneHot(Tokens.of(words), inputs);
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>(rnn().parameters());
    specs.addAll(fc().parameters());
    return specs;
  }

  @Override
  public Output forward(Pass pass, Array input) {
    return forward(pass, input, rnn().start(input.extent(0)));
  }

  /** From given states of the layers, each {@code [batch × hidden]}. */
  public Output forward(Pass pass, Array input, List<State> from) {
    Array outputs = rnn().apply(pass, input, from).outputs();
    Array logits = fc().apply(pass, outputs.select(1, outputs.extent(1) - 1));
    return new Output(logits, outputs);
  }

  /** Logits after every prefix of the input, {@code [batch × time × classes]}. */
  public Array everyPrefix(Pass pass, Output output) {
    return pass.linear("fc", output.outputs());
  }

  @Override
  public Map<String, String> description() {
    return Map.of(
        "model", "rnn-classifier",
        "cell", cell.toString(),
        "inputs", String.valueOf(inputs),
        "hidden", String.valueOf(hidden),
        "layers", String.valueOf(layers),
        "classes", String.valueOf(classes),
        "dropout", String.valueOf(dropout));
  }
}
