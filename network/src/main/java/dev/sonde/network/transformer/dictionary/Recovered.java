package dev.sonde.network.transformer.dictionary;

import dev.sonde.network.model.Network;
import dev.sonde.network.model.SparseAutoencoder;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Patch;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a model's predictions are worth when reconstructions stand in for a site's activations: mean
 * cross-entropy of next tokens in nats. The first token of each text keeps its own activation.
 *
 * @param tokens that were predicted
 * @param clean as the model is
 * @param reconstructed with reconstructions at the site
 * @param zeroed with zeros at the site
 */
public record Recovered(long tokens, double clean, double reconstructed, double zeroed) {

  /** 1: nothing is lost; 0: as bad as zeros. */
  public double share() {
    return (zeroed - reconstructed) / (zeroed - clean);
  }

  /**
   * @param read hears of texts that were read
   */
  public static Recovered of(
      Transformer model,
      String site,
      List<int[]> texts,
      Network<Array, SparseAutoencoder.Output> network,
      LongConsumer read) {
    double[] sums = new double[3];
    long tokens = 0;
    for (int[] text : texts) {
      if (text.length >= 2) {
        tokens += text.length - 1;
        Input input = Input.Tokens.of(text);
        Capture seen = model.run(input, Tap.values(site));
        Capture told = reconstructed(seen, site, text, network);
        sums[0] += surprise(model, input, text);
        sums[1] += surprise(model, input, text, Patch.from(told, site));
        sums[2] += surprise(model, input, text, Ablation.zero(site));
      }
      read.accept(1);
    }
    return new Recovered(tokens, sums[0] / tokens, sums[1] / tokens, sums[2] / tokens);
  }

  private static Capture reconstructed(
      Capture seen, String site, int[] text, Network<Array, SparseAutoencoder.Output> network) {
    float[] rows = Activations.rows(seen, site, text);
    int width = rows.length / (text.length - 1);
    Tensor all = seen.values(seen.addresses().getFirst());
    float[] values = all.toFloats();
    try (Array x = Array.of(rows, text.length - 1, width)) {
      float[] told = network.compute(x, out -> out.reconstruction().toFloats());
      System.arraycopy(told, 0, values, width, told.length);
    }
    return Capture.of(List.of(Tensor.ofFloats(all.address(), all.shape(), values)));
  }

  private static double surprise(Transformer model, Input input, int[] text, Probe... probes) {
    int[] next = java.util.Arrays.copyOfRange(text, 1, text.length);
    return model.compute(
        input,
        logits -> {
          Array told = logits.select(0, 0).narrow(0, 0, next.length).toFloat();
          Array answers = Array.ofIndices(next, next.length);
          return Functional.crossEntropy(told, answers).item() * next.length;
        },
        probes);
  }
}
