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
   */
  record Judged(String model, Evaluation evaluation, List<String> notes) {
    public Judged {
      notes = List.copyOf(notes);
    }
  }
}
