package dev.sonde.question.networks;

import dev.sonde.network.effects.Evaluation;
import dev.sonde.question.cells.EvaluatedSums;
import java.util.List;

/** Accuracy and loss of networks. */
public sealed interface EvalAnswer {

  /** Of an addition network. */
  record OfSums(EvaluatedSums sums) implements EvalAnswer {}

  /** Of networks on the same data, in the given order. */
  record OfNetworks(List<Judged> networks) implements EvalAnswer {
    public OfNetworks {
      networks = List.copyOf(networks);
    }
  }

  /**
   * One network.
   *
   * @param notes how inputs, labels and outputs were interpreted, a sentence each
   * @param metrics of the user's own, in the order in which they were given
   */
  record Judged(String model, Evaluation evaluation, List<String> notes, List<Measured> metrics) {
    public Judged {
      metrics = List.copyOf(metrics);
      notes = List.copyOf(notes);
    }
  }

  /** What an expression of the user's own gives for one network; NaN where it is null. */
  record Measured(String metric, double value) {}
}
