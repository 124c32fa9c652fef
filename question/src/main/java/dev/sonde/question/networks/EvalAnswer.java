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
