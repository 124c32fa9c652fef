package dev.sonde.app.output;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a long operation is, with its rate and the time left, on a terminal; nothing in a pipe.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of(console, "tensors", 120)) {
 *   for (Tensor tensor : tensors) { …; progress.step(1); }
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

  /** Operations that end sooner show nothing. */
  private static final long QUIET_MILLIS = 400;

  private final Console console;
  private final String name;
  private final String unit;
  private final long total;
  private final long begin = System.nanoTime();
  private long done;
  private boolean closed;
  private @Nullable ProgressBar bar;

  private Progress(Console console, String name, String unit, long total) {
    this.console = console;
    this.name = name;
    this.unit = unit;
    this.total = total;
    // A part that counts nothing is seen too.
    if (console.interactive() && total < 0) Thread.startVirtualThread(this::appear);
  }

  private void appear() {
    try {
      Thread.sleep(QUIET_MILLIS);
    } catch (InterruptedException e) {
      return;
    }
    synchronized (this) {
      if (bar == null && !closed) bar = start();
    }
  }

  /**
   * An operation of one part, which needs no name; see {@link #of(Console, String, String, long)}.
   */
  public static Progress of(Console console, String unit, long total) {
    return of(console, "", unit, total);
  }

  /**
   * @param name of the part of the operation that this is: {@code neighbours}
   * @param unit what is counted, in the plural: {@code tensors}, {@code MB}
   * @param total how many there are, or −1 where nobody knows
   */
  public static Progress of(Console console, String name, String unit, long total) {
    return new Progress(console, name, unit, total);
  }

  /** Counts {@code n} more as done; safe from any thread. */
  public synchronized void step(long n) {
    done += n;
    if (!console.interactive()) return;
    if (bar == null && System.nanoTime() - begin > QUIET_MILLIS * 1_000_000) bar = start();
    if (bar != null) bar.stepTo(done);
  }

  /** Has done so many in all: of work that goes on where it stood before. */
  public synchronized void reach(long n) {
    step(n - done);
  }

  /** Whether somebody sees it. */
  public boolean shown() {
    return console.interactive();
  }

  /** A word beside the bar: how good what is done so far is. */
  public synchronized void note(String words) {
    if (bar != null) bar.setExtraMessage(words);
  }

  private ProgressBar start() {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setUnit(" " + unit, 1)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .setMaxRenderedLength(Math.min(console.width(), 100))
        .showSpeed()
        .clearDisplayOnFinish()
        .setConsumer(
            new ConsoleProgressBarConsumer(new WriterStream(console.screen()), console.width()))
        .build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (bar != null) bar.close();
  }
}
