package dev.sonde.study.trial;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials on this machine, so many at a time. Call it again after a kill, an interruption or a
 * failure: what is published is not run again, what was begun goes on.
 *
 * @param slots trials at a time
 * @param lane makes what runs them, one per slot
 */
public record LocalRunner(int slots, Lane.Maker lane) {

  /** How often a trial under way in another process is looked at. */
  private static final long BUSY_MILLIS = 200;

  public LocalRunner {
    if (slots < 1) throw new IllegalArgumentException(slots + " slots; at least 1");
  }

  /** Trials in threads of this process: quick to start, all compiled code shared. */
  public static LocalRunner threads(int slots, Map<String, Work> works) {
    return threads(slots, works, TrialPlan.none());
  }

  /** The same, each trial after those that it needs, even if these were not asked for. */
  public static LocalRunner threads(int slots, Map<String, Work> works, TrialPlan plan) {
    return new LocalRunner(slots, () -> new ThreadLane(works, plan));
  }

  /**
   * Trials in child processes, one per slot, that live for many trials: nothing a trial does to its
   * process reaches another.
   *
   * @param command starts a process that calls {@link Worker#serve}
   */
  public static LocalRunner processes(int slots, List<String> command) {
    return new LocalRunner(slots, () -> new ProcessLane(command));
  }

  /** As many as there are processors. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * What a run came to.
   *
   * @param before finished earlier
   * @param done published now
   * @param failed why each of these was not, by trial
   * @param interrupted whether trials were left because this thread was interrupted
   */
  public record Summary(int before, int done, Map<Trial, String> failed, boolean interrupted) {
    public Summary {
      failed = new LinkedHashMap<>(failed);
    }

    /**
     * Gives up unless every trial is published.
     *
     * @throws TrialInterrupted if some were left by an interrupt
     * @throws TrialException if some failed; names the first
     */
    public void requireAll() {
      if (interrupted) throw new TrialInterrupted();
      if (failed.isEmpty()) return;
      Map.Entry<Trial, String> first = failed.entrySet().iterator().next();
      throw new TrialException(
          failed.size()
              + (failed.size() == 1 ? " trial" : " trials")
              + " failed; the others are kept, and the same command tries again. "
              + first.getKey().kind()
              + " "
              + first.getKey().key()
              + ": "
              + first.getValue());
    }
  }

  /**
   * Runs all trials that are not finished; each once, however often it is listed. An interrupt of
   * this thread ends it early, with all that runs saved.
   */
  public Summary run(TrialStore store, List<Trial> trials, TrialListener listener)
      throws IOException {
    Map<String, Trial> all = new LinkedHashMap<>();
    for (Trial trial : trials) all.putIfAbsent(trial.key(), trial);
    Queue<Trial> open = new ArrayDeque<>();
    for (Trial trial : all.values()) if (!store.finished(trial)) open.add(trial);
    int before = all.size() - open.size();
    listener.started(all.size(), before);
    if (open.isEmpty()) return new Summary(before, 0, Map.of(), false);
    Round round = new Round(store, open, listener);
    boolean interrupted = round.run(Math.min(slots, open.size()));
    return new Summary(before, round.done, round.failed, interrupted);
  }

  /** One call of {@link #run}. */
  private final class Round {
    private final TrialStore store;
    private final Queue<Trial> open;
    private final TrialListener listener;
    private final Map<Trial, String> failed = new LinkedHashMap<>();
    private int done;
    private @Nullable RuntimeException bug;

    Round(TrialStore store, Queue<Trial> open, TrialListener listener) {
      this.store = store;
      this.open = open;
      this.listener = listener;
    }

    /** True if it was interrupted. */
    boolean run(int lanes) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        threads.add(Thread.ofPlatform().name("trials-" + i).start(this::serve));
      }
      boolean interrupted = false;
      for (Thread thread : threads) interrupted |= join(thread, threads);
      if (bug != null) throw bug;
      return interrupted;
    }

    private static boolean join(Thread thread, List<Thread> all) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          all.forEach(Thread::interrupt); // they save and end
        }
      }
      return interrupted;
    }

    private synchronized @Nullable Trial next() {
      return Thread.currentThread().isInterrupted() ? null : open.poll();
    }

    private synchronized void later(Trial trial) {
      open.add(trial);
    }

    private synchronized void done(Trial trial) {
      done++;
      listener.finished(trial);
    }

    private synchronized void failed(Trial trial, String why) {
      failed.put(trial, why);
      listener.failed(trial, why);
    }

    private synchronized void bug(RuntimeException e) {
      if (bug == null) bug = e;
      open.clear();
    }

    private void serve() {
      try (Lane own = lane.make()) {
        for (Trial trial = next(); trial != null; trial = next()) attempt(own, trial);
      } catch (InterruptedException | TrialInterrupted e) {
        // Ends here; what was begun is saved.
      } catch (RuntimeException e) {
        bug(e);
      }
    }

    private void attempt(Lane own, Trial trial) throws InterruptedException {
      Lane.Answer answer = own.run(store, trial, share -> listener.advanced(trial, share));
      switch (answer) {
        case Lane.Answer.Done(TrialStore.Outcome outcome) -> {
          if (outcome == TrialStore.Outcome.BUSY) {
            later(trial);
            Thread.sleep(BUSY_MILLIS);
          } else {
            done(trial);
          }
        }
        case Lane.Answer.Failed(String why) -> failed(trial, why);
      }
    }
  }
}
