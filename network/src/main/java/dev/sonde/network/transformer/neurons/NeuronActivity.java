package dev.sonde.network.transformer.neurons;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often the neurons of each MLP fire. A neuron fires at a token where what enters its
 * activation ({@code mlp.pre}) is above zero: there ReLU, GELU and SiLU let it through, with or
 * without a gate.
 *
 * @param tokens that were read
 * @param layers by layer; none for a model without MLPs
 */
public record NeuronActivity(long tokens, List<Layer> layers) {

  /** A neuron is dense if it fires on more than this share of tokens. */
  public static final double DENSE = .5;

  public NeuronActivity {
    layers = List.copyOf(layers);
  }

  /**
   * @param dead neurons that fire on no token; one that fires on a share p of tokens at random is
   *     among them with probability (1 − p)^tokens
   * @param dense neurons that fire on more than half
   * @param median share of tokens on which the middle neuron fires
   */
  public record Layer(int layer, int neurons, int dead, int dense, double median) {}

  /**
   * Counts.
   *
   * @throws TransformerException if there is no text
   */
  public static NeuronActivity of(Transformer model, List<int[]> texts) {
    if (texts.isEmpty()) throw new TransformerException("no text to read");
    Architecture.Sizes sizes = model.architecture().sizes();
    if (sizes.mlpWidth() == 0) return new NeuronActivity(0, List.of());
    long[][] fires = new long[sizes.layers()][sizes.mlpWidth()];
    long tokens = 0;
    for (int[] text : texts) {
      Capture seen = model.run(Input.Tokens.of(text), Tap.values("blocks.*.mlp.pre"));
      for (int n = 0; n < fires.length; n++) {
        float[] pre = seen.values("blocks." + n + ".mlp.pre").toFloats();
        for (int i = 0; i < pre.length; i++) if (pre[i] > 0) fires[n][i % sizes.mlpWidth()]++;
      }
      tokens += text.length;
    }
    List<Layer> layers = new ArrayList<>();
    for (int n = 0; n < fires.length; n++) {
      long[] sorted = fires[n].clone();
      Arrays.sort(sorted);
      long all = tokens;
      int dead = (int) Arrays.stream(sorted).filter(count -> count == 0).count();
      int dense = (int) Arrays.stream(sorted).filter(count -> count > DENSE * all).count();
      double median = sorted[sorted.length / 2] / (double) tokens;
      layers.add(new Layer(n, sorted.length, dead, dense, median));
    }
    return new NeuronActivity(tokens, layers);
  }
}
