package dev.sonde.app.study;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.Progress;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialListener;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Progress of a study's trials on a terminal, by how long each takes; failures as they happen, on a
 * pipe too.
 */
final class TrialProgress implements TrialListener, AutoCloseable {

  private final Console console;
  private final ToLongFunction<Trial> cost;
  private final Map<String, Long> shown = new HashMap<>();
  private final Progress bar;

  /**
   * @param unit what costs are counted in, in the plural
   * @param remaining sum of the costs of the trials that are not finished
   * @param cost how long a trial takes
   */
  TrialProgress(Console console, String unit, long remaining, ToLongFunction<Trial> cost) {
    this.console = console;
    this.cost = cost;
    bar = Progress.of(console, unit, remaining);
  }

  @Override
  public synchronized void advanced(Trial trial, double share) {
    long now = (long) (share * cost.applyAsLong(trial));
    Long before = shown.put(trial.key(), now);
    if (before == null || now > before) bar.step(now - (before == null ? 0 : before));
  }

  @Override
  public synchronized void finished(Trial trial) {
    advanced(trial, 1);
    shown.remove(trial.key());
  }

  @Override
  public synchronized void failed(Trial trial, String why) {
    console.err().println("sonde: " + trial.kind() + " " + trial.key() + " failed: " + why);
  }

  @Override
  public synchronized void close() {
    bar.close();
  }
}
