package dev.sonde.app.output;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and kill during a long command: the thread that works is interrupted and gets time to save
 * where it stands before the process ends.
 */
public final class Interruption {

  private static final long GRACE_SECONDS = 30;

  private Interruption() {}

  /** Calls, with the thread interrupted when the process is told to end. */
  public static <T> T guard(Console console, Callable<T> work) throws Exception {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              console.err().println("sonde: stopping; the same command goes on from here");
              worker.interrupt();
              await(ended);
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      boolean saved = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
      if (!saved) System.err.println("sonde: it did not stop in time; the last save stands");
    } catch (InterruptedException e) {
      // Told twice: ends now.
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what waits for us.
    }
  }
}
