package dev.sonde.network.transformer.change;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What two models do differently on the same texts.
 *
 * @param tokens that were read
 * @param layers by number of blocks before, 0 to all
 * @param heads by layer and head
 */
public record TextChange(int tokens, List<Layer> layers, List<Head> heads) {

  public TextChange {
    layers = List.copyOf(layers);
    heads = List.copyOf(heads);
  }

  /**
   * @param kl of what the other says from what the base says, through the logit lens: mean of
   *     {@code Σ p·ln(p/q)}, p the base's, in nats; NaN without logits
   * @param other share of positions at which another token is the most probable
   */
  public record Layer(int layer, double kl, double other) {}

  /**
   * @param divergence Jensen–Shannon divergence of the patterns, mean over queries, in nats: 0 to
   *     ln 2
   */
  public record Head(int layer, int head, double divergence) {}

  /**
   * Reads texts one by one with both models.
   *
   * @param goesOn asked after each text
   * @throws TransformerException if there is no text, or the models are not of one shape
   */
  public static TextChange of(
      Transformer base, Transformer other, List<int[]> texts, BooleanSupplier goesOn) {
    WeightChange.requireSame(base, other);
    if (texts.isEmpty()) throw new TransformerException("no text to read");
    Architecture.Sizes s = base.architecture().sizes();
    boolean speaks = s.outputs() > 0 && !base.architecture().output().first();
    double[] kl = new double[s.layers() + 1];
    double[] differs = new double[s.layers() + 1];
    double[][] divergence = new double[s.layers()][s.heads()];
    int tokens = 0;
    for (int[] text : texts) {
      Input input = Input.Tokens.of(text);
      Tap patterns = Tap.values("blocks.*.attn.pattern");
      try (Call first = base.call(input, patterns);
          Call second = other.call(input, patterns)) {
        Array x = first.embed();
        Array y = second.embed();
        for (int n = 0; n <= s.layers(); n++) {
          if (speaks) add(base.unembed(x), other.unembed(y), n, kl, differs);
          if (n == s.layers()) break;
          x = first.block(n, x);
          y = second.block(n, y);
        }
        add(first.capture(), second.capture(), text.length, divergence);
      }
      tokens += text.length;
      if (!goesOn.getAsBoolean()) break;
    }
    List<Layer> layers = new ArrayList<>();
    List<Head> heads = new ArrayList<>();
    for (int n = 0; n <= s.layers(); n++) {
      double found = speaks ? kl[n] / tokens : Double.NaN;
      layers.add(new Layer(n, found, speaks ? differs[n] / tokens : Double.NaN));
      for (int h = 0; n < s.layers() && h < s.heads(); h++) {
        heads.add(new Head(n, h, divergence[n][h] / tokens));
      }
    }
    return new TextChange(tokens, layers, heads);
  }

  private static void add(Array base, Array other, int n, double[] kl, double[] differs) {
    try (Scope _ = new Scope()) {
      Array p = Functional.logSoftmax(base.toFloat(), -1);
      Array q = Functional.logSoftmax(other.toFloat(), -1);
      kl[n] += Math.max(0, p.exp().multiply(p.subtract(q)).sum().item());
      long[] first = p.argmax(-1).toLongs();
      long[] second = q.argmax(-1).toLongs();
      for (int i = 0; i < first.length; i++) if (first[i] != second[i]) differs[n]++;
    }
  }

  private static void add(Capture base, Capture other, int length, double[][] divergence) {
    for (int layer = 0; layer < divergence.length; layer++) {
      String site = "blocks." + layer + ".attn.pattern";
      float[] p = base.values(site).toFloats();
      float[] q = other.values(site).toFloats();
      int square = length * length;
      for (int i = 0; i < p.length; i++) {
        double middle = (p[i] + (double) q[i]) / 2;
        double sum = p[i] > 0 ? p[i] * Math.log(p[i] / middle) : 0;
        if (q[i] > 0) sum += q[i] * Math.log(q[i] / middle);
        divergence[layer][i / square] += sum / 2;
      }
    }
  }
}
