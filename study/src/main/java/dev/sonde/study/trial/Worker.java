package dev.sonde.study.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The child's end of a {@link ProcessLane}: reads trials, one a line, runs them, and answers with
 * lines that begin with {@link #MARK}. When its input ends (the driver closed it, or was killed) it
 * interrupts the trial under way, which saves itself, and ends.
 */
public final class Worker {

  static final String MARK = "sonde-trial ";

  /** Time for a trial to save itself when the driver is gone. */
  private static final long GRACE_SECONDS = 30;

  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private Worker() {}

  /**
   * Serves until {@code in} ends.
   *
   * @param plan what trials need of each other
   */
  public static void serve(
      TrialStore store, Map<String, Work> works, TrialPlan plan, InputStream in, PrintStream out) {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    String end = "";
    Thread worker = Thread.currentThread();
    Thread reader =
        Thread.ofPlatform().daemon().name("orders").start(() -> read(in, lines, end, worker));
    try (ThreadLane lane = new ThreadLane(works, plan)) {
      while (true) {
        String line = lines.take();
        if (line.equals(end)) return;
        say(out, answer(lane, store, TrialPlan.parse(line), out));
      }
    } catch (InterruptedException | TrialInterrupted e) {
      // The driver is gone: all is saved.
    } finally {
      reader.interrupt();
    }
  }

  private static void read(InputStream in, BlockingQueue<String> lines, String end, Thread worker) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) lines.add(line);
      }
    } catch (IOException e) {
      // As if it had ended.
    }
    lines.add(end);
    worker.interrupt();
    try {
      TimeUnit.SECONDS.sleep(GRACE_SECONDS);
      Runtime.getRuntime().halt(1); // work that does not listen must not outlive its driver
    } catch (InterruptedException e) {
      // The worker has ended in time.
    }
  }

  private static String answer(ThreadLane lane, TrialStore store, Trial trial, PrintStream out) {
    AtomicLong last = new AtomicLong(System.nanoTime());
    Lane.Answer answer =
        lane.run(
            store,
            trial,
            share -> {
              long now = System.nanoTime();
              if (now - last.get() < PROGRESS_NANOS) return;
              last.set(now);
              say(out, "progress " + share);
            });
    return switch (answer) {
      case Lane.Answer.Done(TrialStore.Outcome outcome) -> "done " + outcome;
      case Lane.Answer.Failed(String why) -> "failed " + why.replaceAll("\\R", " ");
    };
  }

  private static synchronized void say(PrintStream out, String text) {
    out.println(MARK + text);
    out.flush();
  }
}
