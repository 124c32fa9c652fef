package dev.sonde.app.serve.jobs;

import dev.sonde.question.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A question that was asked: where it stands, and its answer once there is one. */
public final class Job {

  /** So many sentences that a question says in passing are kept. */
  private static final int NOTES = 50;

  private static final double NANOS = 1e9;

  /** Where a job stands. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    STOPPED;

    public boolean isOver() {
      return this == DONE || this == FAILED || this == STOPPED;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String key;
  private final Asked<?, ?> asked;
  private final long started = System.currentTimeMillis();
  private final List<String> notes = new ArrayList<>();
  private State state = State.WAITING;
  private long begin;
  private long end;
  private @Nullable StageReport stage;
  private @Nullable String error;
  private @Nullable Answered<?, ?> answered;
  private boolean toStop;
  private long version;

  Job(String key, Asked<?, ?> asked) {
    this.key = key;
    this.asked = asked;
  }

  /**
   * A job as a program reads it.
   *
   * @param seconds that it has run; 0 while it waits
   * @param notes what it said in passing
   */
  public record Report(
      String job,
      String question,
      Map<String, List<String>> settings,
      String command,
      String java,
      String state,
      @Nullable StageReport stage,
      @Nullable String error,
      long started,
      double seconds,
      List<String> notes) {}

  public synchronized Report report() {
    long now = state.isOver() ? end : System.nanoTime();
    return new Report(
        key,
        asked.question().about().name(),
        asked.texts(),
        asked.command(),
        asked.java(),
        state.toString(),
        stage,
        error,
        started,
        begin == 0 ? 0 : (now - begin) / NANOS,
        List.copyOf(notes));
  }

  public String key() {
    return key;
  }

  Asked<?, ?> asked() {
    return asked;
  }

  public synchronized State state() {
    return state;
  }

  public synchronized @Nullable Answered<?, ?> answered() {
    return answered;
  }

  public synchronized long version() {
    return version;
  }

  /** Waits until something is new since {@code seen}, or the time is over. */
  public synchronized long await(long seen, long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (version == seen) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) break;
      wait(left);
    }
    return version;
  }

  private void changed() {
    version++;
    notifyAll();
  }

  synchronized boolean begin() {
    if (state != State.WAITING) return false;
    state = State.RUNNING;
    begin = System.nanoTime();
    changed();
    return true;
  }

  synchronized void reach(@Nullable StageReport now) {
    stage = now;
    changed();
  }

  synchronized void say(String sentence) {
    if (notes.size() < NOTES) notes.add(sentence);
    changed();
  }

  synchronized void done(Answered<?, ?> answer) {
    answered = answer;
    over(State.DONE);
  }

  synchronized void failed(String why) {
    error = why;
    over(State.FAILED);
  }

  synchronized void over(State last) {
    state = last;
    stage = null;
    end = System.nanoTime();
    changed();
  }

  /** Tells it to stop at the next good place. */
  public synchronized void stop() {
    if (state.isOver()) return;
    toStop = true;
    if (state == State.WAITING) over(State.STOPPED);
    changed();
  }

  synchronized boolean isToStop() {
    return toStop;
  }
}
