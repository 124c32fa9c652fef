package dev.sonde.app.output;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

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
    return hooked(console, worker::interrupt, work);
  }

  /**
   * Calls, with a word that turns true when the process is told to end. The working thread is not
   * interrupted: that would close the files it reads and writes.
   */
  public static <T> T watch(Console console, Watched<T> work) throws Exception {
    AtomicBoolean told = new AtomicBoolean();
    return hooked(console, () -> told.set(true), () -> work.call(told::get));
  }

  /** Work that looks from time to time whether it shall stop. */
  @FunctionalInterface
  public interface Watched<T> {
    T call(BooleanSupplier told) throws Exception;
  }

  private static <T> T hooked(Console console, Runnable tell, Callable<T> work) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              console.err().println("sonde: stopping; the same command goes on from here");
              tell.run();
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
