package dev.sonde.app.serve.jobs;

import dev.sonde.question.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Work that a page watches. A question that does not look whether it shall stop is stopped here.
 */
final class JobWork implements Work {

  private final Job job;

  JobWork(Job job) {
    this.job = job;
  }

  private final class Part implements Stage {

    private final String name;
    private final String unit;
    private final long total;
    private final long begin = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private volatile @Nullable String note;

    private Part(String name, String unit, long total) {
      this.name = name;
      this.unit = unit;
      this.total = total;
    }

    private void tell(long now) {
      if (stopped()) throw new CancellationException("stopped");
      job.reach(StageReport.of(name, unit, now, total, System.nanoTime() - begin, note));
    }

    @Override
    public void step(long more) {
      tell(done.addAndGet(more));
    }

    @Override
    public void reach(long all) {
      done.set(all);
      tell(all);
    }

    @Override
    public void note(String words) {
      note = words;
    }

    @Override
    public void close() {
      job.reach(null);
    }
  }

  @Override
  public Stage stage(String name, String unit, long total) {
    Part part = new Part(name, unit, total);
    part.tell(0);
    return part;
  }

  @Override
  public boolean stopped() {
    return job.isToStop();
  }

  @Override
  public void say(String sentence) {
    job.say(sentence);
  }

  /** An answer goes nowhere until it is fetched. */
  @Override
  public List<Path> outputs() {
    return List.of();
  }
}
