package dev.sonde.study.trial;

import dev.sonde.checkpoint.pause.StoppedException;
import dev.sonde.file.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Trials in this process. What a trial needs according to the plan, and nobody has published yet,
 * is run before it: trials may come in any order, and from several processes at once.
 */
record ThreadLane(Map<String, Work> works, TrialPlan plan) implements Lane {

  @Override
  public Answer run(TrialStore store, Trial trial, DoubleConsumer progress) {
    for (Trial needed : plan.needs(trial)) {
      if (store.finished(needed)) continue;
      switch (run(store, needed, _ -> {})) {
        case Answer.Failed(String why) -> {
          return new Answer.Failed("it needs " + needed.kind() + " " + needed.key() + ": " + why);
        }
        case Answer.Done(TrialStore.Outcome outcome) -> {
          if (outcome == TrialStore.Outcome.BUSY) return new Answer.Done(outcome);
        }
      }
    }
    return attempt(store, trial, progress);
  }

  private Answer attempt(TrialStore store, Trial trial, DoubleConsumer progress) {
    Work work = works.get(trial.kind());
    if (work == null) {
      return new Answer.Failed("nobody knows trials of kind '" + trial.kind() + "'");
    }
    try {
      return new Answer.Done(store.attempt(trial, work, progress));
    } catch (StoppedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // An interrupt closes the file under a reader's or writer's hands: that is no failure.
      if (Thread.currentThread().isInterrupted()) throw new TrialInterrupted();
      boolean said = e instanceof IOException || e instanceof UncheckedIOException;
      if (said || e instanceof InputException) {
        return new Answer.Failed(String.valueOf(e.getMessage()));
      }
      return new Answer.Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
