package dev.sonde.analysis.scan;

import dev.sonde.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
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
    long[] starts = new long[tensors.size() + 1];
    long elements = 0;
    for (int i = 0; i < tensors.size(); i++) {
      long n = Pass.elements(tensors.get(i));
      elements += n;
      starts[i + 1] = starts[i] + Math.max(1, (n + Pass.CHUNK - 1) / Pass.CHUNK);
    }
    FloatKernel kernel = Kernels.forWork(elements);
    List<Job<R>> jobs = new ArrayList<>(tensors.size());
    for (int i = 0; i < tensors.size(); i++) {
      jobs.add(new Job<>(tensors.get(i), settings, kernel, keep, starts[i + 1] - starts[i]));
    }
    Workers.run(
        settings.threads(),
        starts[tensors.size()],
        () -> {
          Worker<R> worker = new Worker<>();
          return unit -> {
            int found = Arrays.binarySearch(starts, unit);
            int i = found >= 0 ? found : -found - 2;
            worker.run(jobs.get(i), unit - starts[i], progress);
          };
        });
    List<R> results = new ArrayList<>(tensors.size());
    for (Job<R> job : jobs) results.add(job.kept());
    return results;
  }

  /** One thread's room, and the bytes of its last tensor: the next may be a view of the same. */
  private static final class Worker<R> {
    private final FloatKernel.Scratch scratch = new FloatKernel.Scratch();
    private @Nullable MemorySegment held;

    void run(Job<R> job, long chunk, LongConsumer progress) {
      MemorySegment last = held;
      try {
        held = job.tensor.storage().bytes();
        progress.accept(job.run(chunk, scratch));
      } finally {
        Reference.reachabilityFence(last);
      }
    }
  }

  /** The scan of one tensor. */
  private static final class Job<R> {
    private final Tensor tensor;
    private final Scan.Settings settings;
    private final FloatKernel kernel;
    private final BiFunction<Tensor, Scan, R> keep;
    private final AtomicLong left;
    private @Nullable Pass pass;
    private @Nullable R kept;

    Job(
        Tensor tensor,
        Scan.Settings settings,
        FloatKernel kernel,
        BiFunction<Tensor, Scan, R> keep,
        long chunks) {
      this.tensor = tensor;
      this.settings = settings;
      this.kernel = kernel;
      this.keep = keep;
      this.left = new AtomicLong(chunks);
    }

    private synchronized Pass pass() {
      Pass begun = pass == null ? Pass.of(tensor, settings, kernel) : pass;
      pass = begun;
      return begun;
    }

    long run(long chunk, FloatKernel.Scratch scratch) {
      Pass current = pass();
      long start = chunk * Pass.CHUNK;
      int length = (int) Math.min(Pass.CHUNK, Pass.elements(tensor) - start);
      current.chunk(start, length, scratch);
      if (left.decrementAndGet() == 0) finish(current);
      return length;
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
