package dev.sonde.network.transformer.neurons;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.network.transformer.lens.FrozenNorm;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * The logits that a neuron writes when it gives 1: its column of the output matrix through the
 * final norm's weight (with scale 1) and the unembedding, less their mean over tokens, which
 * changes no probability.
 *
 * @param raised the tokens whose logits rise most, in order
 * @param lowered the tokens whose logits fall most
 * @param random the greatest that a random direction of the same length raises a token by: mean of
 *     several
 */
public record NeuronWriting(List<Effect> raised, List<Effect> lowered, double random) {

  private static final int DIRECTIONS = 8;

  public NeuronWriting {
    raised = List.copyOf(raised);
    lowered = List.copyOf(lowered);
  }

  /** A token and how much its logit changes. */
  public record Effect(int token, double logit) {}

  /**
   * Computes what it writes.
   *
   * @param most tokens that are told on each side
   * @throws TransformerException if the model has no logits over tokens, or something other than a
   *     norm stands before them
   */
  public static NeuronWriting of(Transformer model, int layer, int neuron, int most, long seed) {
    Architecture a = model.architecture();
    if (a.sizes().outputs() == 0 || a.output().transform() || a.output().first()) {
      throw new TransformerException(
          model.path() + ": what a neuron of " + a.family() + " writes has no logits of its own");
    }
    Tensor out = model.weight("blocks." + layer + ".mlp.out.weight").orElseThrow();
    float[] column = out.slice(1, neuron, neuron + 1L).toFloats();
    SplittableRandom random = new SplittableRandom(seed);
    float[] rows = new float[(1 + DIRECTIONS) * column.length];
    System.arraycopy(column, 0, rows, 0, column.length);
    for (int i = 1; i <= DIRECTIONS; i++) direction(column, random, rows, i * column.length);
    double[][] all = logits(model, rows, column.length);
    double control = 0;
    for (int i = 1; i <= DIRECTIONS; i++) {
      control += DoubleStream.of(all[i]).max().orElse(0) / DIRECTIONS;
    }
    double[] logits = all[0];
    List<Effect> effects = new ArrayList<>();
    for (int token = 0; token < logits.length; token++)
      effects.add(new Effect(token, logits[token]));
    effects.sort(Comparator.comparingDouble(Effect::logit).reversed());
    int told = Math.min(most, effects.size());
    return new NeuronWriting(
        effects.subList(0, told), effects.reversed().subList(0, told), control);
  }

  /** A random direction as long as {@code like}. */
  private static void direction(float[] like, SplittableRandom random, float[] out, int start) {
    double[] draws = new double[like.length];
    double own = 0;
    double wanted = 0;
    for (int i = 0; i < like.length; i++) {
      draws[i] = random.nextGaussian();
      own += draws[i] * draws[i];
      wanted += (double) like[i] * like[i];
    }
    double factor = Math.sqrt(wanted / own);
    for (int i = 0; i < like.length; i++) out[start + i] = (float) (draws[i] * factor);
  }

  private static double[][] logits(Transformer model, float[] rows, int width) {
    try (Scope _ = new Scope()) {
      int count = rows.length / width;
      Array through =
          FrozenNorm.part(model, Array.of(rows, count, width), Array.scalar(1).view(1, 1));
      Array unembed = Array.of(model.weight("unembed.weight").orElseThrow()).toFloat();
      float[] logits = through.matmul(unembed.transpose(0, 1)).toFloats();
      double[][] out = new double[count][logits.length / count];
      for (int row = 0; row < count; row++) {
        double mean = 0;
        for (int i = 0; i < out[row].length; i++) {
          out[row][i] = logits[row * out[row].length + i];
          mean += out[row][i] / out[row].length;
        }
        for (int i = 0; i < out[row].length; i++) out[row][i] -= mean;
      }
      return out;
    }
  }
}
