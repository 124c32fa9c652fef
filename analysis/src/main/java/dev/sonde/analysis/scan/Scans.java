package dev.sonde.analysis.scan;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Scans many tensors, in parallel over tensors and their chunks. */
public final class Scans {

  private Scans() {}

  /** As {@link #of(List, Scan.Settings, BiFunction, LongConsumer)}, without progress. */
  public static <R> List<R> of(
      List<Tensor> tensors, Scan.Settings settings, BiFunction<Tensor, Scan, R> keep) {
    return of(tensors, settings, keep, ignored -> {});
  }

  /**
   * Scans each tensor.
   *
   * @param keep what to keep of a scan; called once per tensor as soon as it is complete, from any
   *     thread, so that the cells of thousands of tensors need not be in memory together
   * @param progress told the number of elements that are newly done, from any thread
   * @return what {@code keep} returned, in the order of the tensors
   */
  public static <R> List<R> of(
      List<Tensor> tensors,
      Scan.Settings settings,
      BiFunction<Tensor, Scan, R> keep,
      LongConsumer progress) {
    Units units = Units.of(tensors);
    List<Job<R>> jobs = new ArrayList<>(tensors.size());
    for (int i = 0; i < tensors.size(); i++) {
      jobs.add(new Job<>(tensors.get(i), settings, keep, units.chunksOf(i)));
    }
    try (Workers workers = Workers.of(settings.threads())) {
      workers.eachIn(
          units.total(),
          () -> {
            Worker<R> worker = new Worker<>();
            return number -> {
              Units.Unit unit = units.at(number);
              worker.run(jobs.get(unit.tensor()), unit, progress);
            };
          });
    }
    List<R> results = new ArrayList<>(tensors.size());
    for (Job<R> job : jobs) results.add(job.kept());
    return results;
  }

  /**
   * One thread's room, and a reader that keeps its last tensor's bytes: the next may share them.
   */
  private static final class Worker<R> {
    private final Scratch scratch = new Scratch();
    private @Nullable TensorReader held;

    void run(Job<R> job, Units.Unit unit, LongConsumer progress) {
      TensorReader last = held;
      try {
        held = MemoryOrder.of(job.tensor).tensor().reader();
        job.run(unit, scratch);
        progress.accept(unit.length());
      } finally {
        Reference.reachabilityFence(last);
      }
    }
  }

  /** The scan of one tensor. */
  private static final class Job<R> {
    private final Tensor tensor;
    private final Scan.Settings settings;
    private final BiFunction<Tensor, Scan, R> keep;
    private final AtomicLong left;
    private @Nullable Pass pass;
    private @Nullable R kept;

    Job(Tensor tensor, Scan.Settings settings, BiFunction<Tensor, Scan, R> keep, long chunks) {
      this.tensor = tensor;
      this.settings = settings;
      this.keep = keep;
      this.left = new AtomicLong(chunks);
    }

    private synchronized Pass pass() {
      Pass begun = pass == null ? Pass.of(tensor, settings) : pass;
      pass = begun;
      return begun;
    }

    void run(Units.Unit unit, Scratch scratch) {
      Pass current = pass();
      current.chunk(unit.start(), unit.length(), scratch);
      if (left.decrementAndGet() == 0) finish(current);
    }

    private synchronized void finish(Pass complete) {
      kept = keep.apply(tensor, complete.result());
      pass = null;
    }

    synchronized R kept() {
      if (kept == null) throw new IllegalStateException(tensor + " was not scanned");
      return kept;
    }
  }
}
