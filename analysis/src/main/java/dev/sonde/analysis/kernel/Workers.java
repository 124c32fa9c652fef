package dev.sonde.analysis.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A few threads that share the pieces of a task. The caller's thread works too, so {@code
 * Workers.of(1)} starts none.
 *
 * <p>A piece may write only what belongs to it; then the result does not depend on the threads.
 */
public final class Workers implements AutoCloseable {

  /**
   * So long after the first use in a process, in nanoseconds, one thread works alone: what it runs
   * is not compiled yet, a second one would be as slow and take the compiler's core. A first
   * regression of 0.2 s takes a fifth less processor time and is over no later.
   */
  private static final long ALONE = 100_000_000;

  private static final long FIRST = System.nanoTime();

  private final int threads;
  private final ExecutorService pool;

  private Workers(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "sonde-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Threads in all, the caller's among them; at least 1. */
  public static Workers of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    return new Workers(threads);
  }

  public int threads() {
    return threads;
  }

  /**
   * Runs {@code piece} for 0 … pieces−1, begun in this order, and returns when all have ended. The
   * first failure ends the rest and is thrown.
   */
  public void each(int pieces, IntConsumer piece) {
    eachIn(pieces, () -> i -> piece.accept((int) i));
  }

  /**
   * As {@link #each(int, IntConsumer)}, for pieces that need room to work in.
   *
   * @param room makes what one thread works with
   */
  public void eachIn(long pieces, Supplier<LongConsumer> room) {
    AtomicLong next = new AtomicLong();
    Runnable loop =
        () -> {
          try {
            LongConsumer piece = room.get();
            for (long i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
              piece.accept(i);
            }
          } catch (RuntimeException | Error e) {
            next.set(pieces);
            throw e;
          }
        };
    CountDownLatch over = new CountDownLatch(1);
    List<Future<?>> others = new ArrayList<>();
    for (long i = 1; i < Math.min(threads, pieces); i++) {
      others.add(pool.submit(() -> join(loop, over)));
    }
    try {
      loop.run();
    } finally {
      over.countDown();
      others.forEach(Workers::await);
    }
    others.forEach(Workers::rethrow);
  }

  /** Joins in once it pays, unless the work is over by then. */
  private static void join(Runnable loop, CountDownLatch over) {
    try {
      if (over.await(ALONE - (System.nanoTime() - FIRST), TimeUnit.NANOSECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.run();
  }

  private static void await(Future<?> future) {
    boolean interrupted = false;
    while (true) {
      try {
        future.get();
        break;
      } catch (ExecutionException e) {
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(Future<?> future) {
    if (future.state() == Future.State.FAILED) {
      switch (future.exceptionNow()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
