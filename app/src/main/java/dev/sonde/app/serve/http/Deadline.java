package dev.sonde.app.serve.http;

import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what a slow client holds up: the thread is interrupted when the time is over, and an
 * interrupt closes the connection that it reads or writes.
 */
final class Deadline implements AutoCloseable {

  private final ScheduledThreadPoolExecutor clock;

  Deadline() {
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("sonde-deadlines").factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Reads or writes. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /**
   * Does something that must not take longer.
   *
   * @throws IOException if it fails, or the time was over
   */
  <T> T within(int seconds, Action<T> action) throws IOException {
    Thread thread = Thread.currentThread();
    AtomicBoolean open = new AtomicBoolean(true);
    var alarm =
        clock.schedule(
            () -> {
              if (open.compareAndSet(true, false)) thread.interrupt();
            },
            seconds,
            TimeUnit.SECONDS);
    try {
      return action.run();
    } finally {
      // An alarm that has gone off has closed the connection: nothing more is done on this thread.
      open.set(false);
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
