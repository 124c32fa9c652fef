package dev.sonde.analysis.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Runs numbered units of work on some threads; which thread takes which is left to chance. */
final class Workers {

  private Workers() {}

  /**
   * Runs units 0 to {@code units} − 1, begun in this order.
   *
   * @param worker makes what one thread works with
   * @throws RuntimeException the first one that a unit threw; the units after it may not have run
   */
  static void run(int threads, long units, Supplier<LongConsumer> worker) {
    AtomicLong next = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable loop =
        () -> {
          LongConsumer work = worker.get();
          try {
            long unit;
            while (failure.get() == null && (unit = next.getAndIncrement()) < units) {
              work.accept(unit);
            }
          } catch (Throwable e) {
            failure.compareAndSet(null, e);
          }
        };
    List<Thread> others = new ArrayList<>();
    for (long i = 1; i < Math.min(threads, units); i++) {
      others.add(Thread.ofPlatform().name("sonde-scan-" + i).daemon().start(loop));
    }
    loop.run();
    others.forEach(Workers::join);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the units are short: let them end, then pass it on
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
