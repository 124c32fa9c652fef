package dev.sonde.study.grokking;

import dev.sonde.network.torch.Array;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What of a network of modular addition is measured: its embeddings of the numbers {@code [p ×
 * width]}, its map from neurons to logits W_L = W_U·W_out {@code [p × hidden]}, and what it answers
 * to all pairs. Read by the loader of state dicts, so that networks trained elsewhere can be
 * measured alike.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record AdditionNetwork(double[] embedding, double[] neuronToLogit, Answering answers) {

  private static final int CHUNK = 4096;

  /**
   * Opens a state dict of TransformerLens, or of the code before it.
   *
   * @throws GrokkingException if it is no one-layer transformer over the numbers below p
   */
  static AdditionNetwork of(Path file, int modulus) {
    try (Transformer model = Transformer.openStateDict(file, true, Architecture.Activation.RELU)) {
      Architecture.Sizes sizes = model.architecture().sizes();
      boolean fits =
          sizes.layers() == 1
              && sizes.mlpWidth() > 0
              && sizes.vocabulary() == modulus + 1
              && sizes.outputs() >= modulus
              && sizes.context() >= Sums.POSITIONS;
      if (!fits) {
        throw new GrokkingException(
            "%s: %d layers, %d tokens in, %d out; expected one layer with an MLP over %d numbers and '='"
                .formatted(file, sizes.layers(), sizes.vocabulary(), sizes.outputs(), modulus));
      }
      double[] embedding = rows(model, "embed.weight", modulus);
      double[] unembed = rows(model, "unembed.weight", modulus);
      double[] out = rows(model, "blocks.0.mlp.out.weight", sizes.width());
      double[] map = product(unembed, out, modulus, sizes.width(), sizes.mlpWidth());
      return new AdditionNetwork(embedding, map, new Answering(modulus, logits(model, modulus)));
    }
  }

  /** The first rows of a weight. */
  private static double[] rows(Transformer model, String name, int rows) {
    Tensor weight = model.weight(name).orElseThrow();
    int columns = Math.toIntExact(weight.shape().extent(1));
    return Arrays.copyOf(weight.toDoubles(), rows * columns);
  }

  private static double[] product(double[] left, double[] right, int rows, int inner, int columns) {
    double[] product = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < inner; k++) {
        double factor = left[i * inner + k];
        for (int j = 0; j < columns; j++) {
          product[i * columns + j] += factor * right[k * columns + j];
        }
      }
    }
    return product;
  }

  private static double[] logits(Transformer model, int modulus) {
    int[] pairs = Sums.all(modulus);
    double[] logits = new double[Math.multiplyExact(pairs.length, modulus)];
    for (int at = 0; at < pairs.length; at += CHUNK) {
      int[] some = Arrays.copyOfRange(pairs, at, Math.min(at + CHUNK, pairs.length));
      int[] lengths = new int[some.length];
      Arrays.fill(lengths, Sums.POSITIONS);
      Input input = new Input.Tokens(Sums.tokens(modulus, some), lengths, Sums.POSITIONS);
      double[] told = model.compute(input, all -> numbers(all, modulus));
      System.arraycopy(told, 0, logits, at * modulus, told.length);
    }
    return logits;
  }

  /** Logits of the numbers at {@code =}. */
  private static double[] numbers(Array all, int modulus) {
    return all.select(1, Sums.POSITIONS - 1).narrow(1, 0, modulus).toDoubles();
  }
}
