package dev.sonde.network.train;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a training ended.
 *
 * @param finished false if it was interrupted; the same call resumes it
 * @param stoppedEarly whether the stop rule ended it
 * @param steps done in all
 * @param epochs completed
 * @param history all evaluations
 * @param best kept checkpoints, the best first
 */
public record TrainingResult(
    boolean finished,
    boolean stoppedEarly,
    long steps,
    int epochs,
    List<Evaluation> history,
    List<Path> best) {

  public TrainingResult {
    history = List.copyOf(history);
    best = List.copyOf(best);
  }
}
