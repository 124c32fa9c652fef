package dev.sonde.network.model;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Linear;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Recurrent;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
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
    Recurrent rnn = rnn();
    Array outputs = rnn.apply(pass, input, rnn.start(input.extent(0))).outputs();
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
