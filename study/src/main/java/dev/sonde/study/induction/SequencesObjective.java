package dev.sonde.study.induction;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.train.Objective;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Next tokens of sequences that are drawn anew: every example of every epoch from a seed of its
 * own, so that training can be taken up anywhere. An epoch is what lies between two measurements.
 */
final class SequencesObjective implements Objective, AutoCloseable {

  /** Sequences that a network is judged on. */
  static final int JUDGED = 256;

  private final Network<Array, Array> network;
  private final TrainingPlan plan;
  private final Sequences.Drawn judged;
  private final Array judgedIds;
  private int epoch;

  SequencesObjective(Network<Array, Array> network, TrainingPlan plan) {
    this.network = network;
    this.plan = plan;
    judged = judged(plan.sequences(), plan.seed());
    judgedIds = Array.ofIndices(judged.read(), judged.rows(), judged.positions());
  }

  /** The sequences that the network of a seed is judged on, drawn from a seed of their own. */
  static Sequences.Drawn judged(Sequences sequences, long seed) {
    return sequences.draw(JUDGED, new SplittableRandom(Seeds.mix(seed, "judged sequences")));
  }

  @Override
  public int size() {
    return Math.multiplyExact(plan.every(), plan.batch());
  }

  @Override
  public void epoch(int epoch) {
    this.epoch = epoch;
  }

  Sequences.Drawn drawn(int[] examples) {
    int row = plan.positions() + 1;
    int[] ids = new int[Math.multiplyExact(examples.length, row)];
    int[] periods = new int[examples.length];
    long seed = Seeds.mix(Seeds.mix(plan.seed(), "sequences"), epoch);
    for (int i = 0; i < examples.length; i++) {
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, examples[i]));
      periods[i] = plan.sequences().draw(random, ids, i * row);
    }
    return new Sequences.Drawn(plan.positions(), ids, periods);
  }

  @Override
  public Array loss(Pass pass, int[] examples) {
    Sequences.Drawn drawn = drawn(examples);
    Array ids = Array.ofIndices(drawn.read(), drawn.rows(), drawn.positions());
    Array next = Array.ofIndices(drawn.told(), (long) drawn.rows() * drawn.positions());
    Array logits = network.forward(pass, ids).view(next.count(), plan.vocabulary());
    return Functional.crossEntropy(logits, next);
  }

  @Override
  public Map<String, Double> evaluate() {
    try (Pass pass = network.evaluate()) {
      SequenceLosses found =
          SequenceLosses.of(network.forward(pass, judgedIds), judged, plan.shortest());
      return Map.of(
          "first_loss", found.first(),
          "again_loss", found.again(),
          "accuracy", found.accuracy(),
          "in_context", found.context());
    }
  }

  @Override
  public void close() {
    judgedIds.close();
  }
}
