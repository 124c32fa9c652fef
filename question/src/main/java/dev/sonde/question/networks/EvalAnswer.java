package dev.sonde.question.networks;

import dev.sonde.network.effects.Evaluation;
import dev.sonde.question.cells.EvaluatedSums;
import java.util.List;

/** How good networks are at their task. */
public sealed interface EvalAnswer {

  /** Of a network that adds. */
  record OfSums(EvaluatedSums sums) implements EvalAnswer {}

  /** Of networks on the same data, in the order in which they were named. */
  record OfNetworks(List<Judged> networks) implements EvalAnswer {
    public OfNetworks {
      networks = List.copyOf(networks);
    }
  }

  /**
   * One network.
   *
   * @param notes what was taken for what
   */
  record Judged(String model, Evaluation evaluation, List<String> notes) {
    public Judged {
      notes = List.copyOf(notes);
    }
  }
}
