package dev.sonde.study.guided;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.torch.Array;
import dev.sonde.network.train.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is learnt: Σ_t −log p(target) + λ Σ_t −log α(right place), summed over steps, mean over the
 * batch. λ = 1 is attentive guidance, 0 the baseline. No teacher forcing.
 */
final class Guidance implements Objective {

  private final Network<Seq2Seq.Input, Seq2Seq.Output> network;
  private final LookupTask task;
  private final List<Example> examples;
  private final double lambda;

  Guidance(Network<Seq2Seq.Input, Seq2Seq.Output> network, LookupTask task, boolean guided) {
    this.network = network;
    this.task = task;
    examples = task.of(Split.TRAIN);
    lambda = guided ? 1 : 0;
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public int group(int example) {
    return examples.get(example).source().size();
  }

  @Override
  public Array loss(Pass pass, int[] chosen) {
    List<Example> some = new ArrayList<>();
    for (int i : chosen) some.add(examples.get(i));
    Batch batch = new Batch(some);
    Seq2Seq.Output output = network.forward(pass, batch.input());
    Array loss = batch.spoken(output);
    return lambda == 0 ? loss : loss.add(batch.seen(output).multiply(lambda));
  }

  /** On validation: {@code loss} as it is trained on, its parts, and sequence accuracy. */
  @Override
  public Map<String, Double> evaluate() {
    Score score = Score.of(network, task.of(Split.VALIDATION));
    return Map.of(
        "loss",
        score.spokenLoss() + lambda * score.attentionLoss(),
        "spoken_loss",
        score.spokenLoss(),
        "attention_loss",
        score.attentionLoss(),
        "sequence_accuracy",
        score.sequence());
  }
}
