package dev.sonde.study.addition;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.model.Tokens;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.train.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is learnt: the answer's symbols, each after the right ones before it. Loss: mean
 * cross-entropy over all symbols. Metrics, on sums that are not trained on: {@code character} and
 * {@code exact} accuracy and {@code loss}.
 */
final class AdditionObjective implements Objective {

  private final Adder adder;
  private final List<Sum> training;
  private final List<Sum> judged;

  AdditionObjective(Adder adder, List<Sum> training, List<Sum> judged) {
    this.adder = adder;
    this.training = training;
    this.judged = judged;
  }

  @Override
  public int size() {
    return training.size();
  }

  @Override
  public Array loss(Pass pass, int[] examples) {
    Sum[] sums = new Sum[examples.length];
    for (int i = 0; i < sums.length; i++) sums[i] = training.get(examples[i]);
    return loss(pass, List.of(sums));
  }

  private Array loss(Pass pass, List<Sum> sums) {
    int[][] targets = sums.stream().map(adder.format()::target).toArray(int[][]::new);
    var input = Seq2Seq.Input.taught(adder.sources(sums), targets, Alphabet.START);
    Array log = adder.network().forward(pass, input).logProbabilities();
    return Functional.negativeLogLikelihood(
        log.view(-1, Alphabet.size()), Tokens.of(targets).view(-1));
  }

  @Override
  public Map<String, Double> evaluate() {
    Accuracy accuracy = Accuracy.of(adder.answers(judged));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("character", accuracy.character());
    metrics.put("exact", accuracy.exact());
    metrics.put("loss", loss());
    return metrics;
  }

  private double loss() {
    double sum = 0;
    for (int from = 0; from < judged.size(); from += Adder.BATCH) {
      List<Sum> batch = judged.subList(from, Math.min(judged.size(), from + Adder.BATCH));
      try (Pass pass = adder.network().evaluate()) {
        sum += loss(pass, batch).item() * batch.size();
      }
    }
    return sum / judged.size();
  }
}
