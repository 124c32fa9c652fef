package dev.sonde.study.grokking;

import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.PlainTransformer;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.train.Objective;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Full batches: every example of this objective is a step on all training pairs, and an epoch of
 * the trainer is as many steps as lie between two measurements. The cross-entropy is taken in
 * float64: of a network that has learnt, float32 makes it zero.
 */
final class ModularObjective implements Objective, AutoCloseable {

  private static final int CHUNK = 4096;

  private final Network<Array, Array> network;
  private final PlainTransformer model;
  private final Sums sums;
  private final int steps;
  private final Array ids;
  private final Array answers;

  /**
   * @param steps between measurements
   */
  ModularObjective(Network<Array, Array> network, PlainTransformer model, Sums sums, int steps) {
    this.network = network;
    this.model = model;
    this.sums = sums;
    this.steps = steps;
    ids = ids(sums.training());
    answers = answers(sums.training());
  }

  private Array ids(int[] pairs) {
    return Array.ofIndices(Sums.tokens(sums.modulus(), pairs), pairs.length, Sums.POSITIONS);
  }

  private Array answers(int[] pairs) {
    return Array.ofIndices(Sums.sums(sums.modulus(), pairs), pairs.length);
  }

  @Override
  public int size() {
    return steps;
  }

  @Override
  public Array loss(Pass pass, int[] examples) {
    return Functional.crossEntropy(model.last(pass, ids).to(ElementType.FLOAT64), answers);
  }

  @Override
  public Map<String, Double> evaluate() {
    Map<String, Double> metrics = new TreeMap<>();
    judge(sums.training(), "train_", metrics);
    judge(sums.held(), "", metrics);
    double squares = 0;
    for (Parameter parameter : network.parameters().all()) {
      for (float w : parameter.toFloats()) squares += (double) w * w;
    }
    metrics.put("norm", Math.sqrt(squares));
    return metrics;
  }

  private void judge(int[] pairs, String which, Map<String, Double> metrics) {
    double loss = 0;
    long right = 0;
    for (int at = 0; at < pairs.length; at += CHUNK) {
      int[] some = Arrays.copyOfRange(pairs, at, Math.min(at + CHUNK, pairs.length));
      try (Pass pass = network.evaluate()) {
        Array logits = model.last(pass, ids(some)).to(ElementType.FLOAT64);
        loss += Functional.crossEntropy(logits, answers(some)).item() * some.length;
        long[] told = logits.argmax(1).toLongs();
        for (int i = 0; i < some.length; i++) {
          if (told[i] == Sums.sum(sums.modulus(), some[i])) right++;
        }
      }
    }
    metrics.put(which + "loss", loss / pairs.length);
    metrics.put(which + "accuracy", right / (double) pairs.length);
  }

  @Override
  public void close() {
    ids.close();
    answers.close();
  }
}
