package dev.sonde.network.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * How the next token is chosen from the logits of all.
 *
 * @param temperature by which logits are divided; 0: always the most probable token
 * @param topK only so many of the most probable are drawn from; 0: all
 * @param topP only the most probable that together reach this probability; 1: all
 */
public record Sampling(double temperature, int topK, double topP) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature " + temperature + "; at least 0");
    }
    if (topK < 0) throw new IllegalArgumentException("the best " + topK + " tokens; at least 1");
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("probability " + topP + "; above 0, at most 1");
    }
  }

  /** Always the most probable token. */
  public static Sampling greedy() {
    return new Sampling(0, 0, 1);
  }

  /**
   * A token.
   *
   * @param logits of every token; −∞ for one that shall not be chosen
   * @param random is asked once, and not where the temperature is 0
   */
  public int choose(float[] logits, SplittableRandom random) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
    if (temperature == 0) return best;
    Integer[] order = new Integer[logits.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -logits[i]));
    double[] weights = new double[order.length];
    double all = 0;
    int count = topK > 0 ? Math.min(topK, order.length) : order.length;
    for (int i = 0; i < count; i++) {
      weights[i] = Math.exp((logits[order[i]] - logits[best]) / temperature);
      all += weights[i];
    }
    double reached = 0;
    int kept = 0;
    while (kept < count && reached < topP * all) reached += weights[kept++];
    double drawn = random.nextDouble() * reached;
    for (int i = 0; i < kept; i++) {
      drawn -= weights[i];
      if (drawn < 0) return order[i];
    }
    return order[kept - 1];
  }
}
