package dev.sonde.network.transformer.residual;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.List;

/**
 * How surprised a model is by texts.
 *
 * @param tokens that were predicted
 * @param crossEntropy mean −ln p of each text's next tokens, in nats
 * @param perplexity its exponential
 * @param texts the cross-entropy of each
 */
public record Perplexity(long tokens, double crossEntropy, double perplexity, List<Double> texts) {

  public Perplexity {
    texts = List.copyOf(texts);
  }

  /**
   * Reads texts, each by itself, layer by layer over all of them.
   *
   * @throws TransformerException if the model does not predict next tokens, or a text has fewer
   *     than two
   */
  public static Perplexity of(Transformer model, List<int[]> texts) {
    if (!model.architecture().attention().causal() || model.architecture().sizes().outputs() == 0) {
      throw new TransformerException(
          model.path() + ": a model that sees what comes next has no perplexity");
    }
    List<Input.Tokens> inputs = new ArrayList<>();
    for (int[] text : texts) {
      if (text.length < 2) throw new TransformerException("a text of " + text.length + " tokens");
      inputs.add(Input.Tokens.of(text));
    }
    if (inputs.isEmpty()) throw new TransformerException("no text to be surprised by");
    List<float[]> logs = model.runAll(inputs, (logits, _) -> logs(logits));
    double sum = 0;
    long count = 0;
    List<Double> each = new ArrayList<>();
    int outputs = model.architecture().sizes().outputs();
    for (int text = 0; text < logs.size(); text++) {
      int[] ids = texts.get(text);
      double own = 0;
      for (int i = 0; i + 1 < ids.length; i++) own -= logs.get(text)[i * outputs + ids[i + 1]];
      sum += own;
      count += ids.length - 1;
      each.add(own / (ids.length - 1));
    }
    return new Perplexity(count, sum / count, Math.exp(sum / count), each);
  }

  private static float[] logs(Array logits) {
    return Functional.logSoftmax(logits.select(0, 0).toFloat(), -1).toFloats();
  }
}
