package dev.sonde.network.train;

import java.util.List;

/** Decides after each evaluation whether training ends early. */
@FunctionalInterface
public interface StopRule {

  boolean stop(List<Evaluation> history);

  /** All epochs. */
  static StopRule never() {
    return _ -> false;
  }

  /** When the metric has not improved in the last {@code evaluations}. */
  static StopRule patience(Monitor monitor, int evaluations) {
    return history -> {
      int best = 0;
      for (int i = 1; i < history.size(); i++) {
        if (monitor.better(history.get(i), history.get(best))) best = i;
      }
      return history.size() - 1 - best >= evaluations;
    };
  }

  /** When either rule says so. */
  default StopRule or(StopRule other) {
    return history -> stop(history) || other.stop(history);
  }
}
