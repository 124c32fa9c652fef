package dev.sonde.app.serve.jobs;

import dev.sonde.app.serve.http.HttpException;
import dev.sonde.file.InputException;
import dev.sonde.file.IoReason;
import dev.sonde.file.Printable;
import dev.sonde.question.Answered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * All jobs by key, the latest asked last. Two run at a time, the work of each being spread over the
 * processors by itself; a bounded number waits, and of those that are over the oldest are forgotten
 * with their answers: asked again, they are answered again.
 */
public final class Jobs implements AutoCloseable {

  private static final int AT_ONCE = 2;

  /** Questions that wait or run. */
  private static final int MOST_OPEN = 100;

  /** So long the end waits for jobs that stop. */
  private static final int GRACE_SECONDS = 5;

  /** Answers that are kept. */
  private static final int MOST_KEPT = 32;

  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final AnswerStore store;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().daemon().name("sonde-jobs-", 0).factory());

  /**
   * @param folder of this server's own, for answers that are written down
   */
  public Jobs(Path folder) {
    store = new AnswerStore(folder);
  }

  /**
   * The job that answers this question: one that is there already, unless it failed or was stopped.
   *
   * @throws HttpException 429 if too many wait
   */
  public synchronized Job ask(Asked<?, ?> asked) {
    String key = asked.key();
    Job there = jobs.get(key);
    boolean again =
        there == null
            || there.state() == Job.State.FAILED
            || there.state() == Job.State.STOPPED
            || there.isToStop();
    if (!again && there != null) return there;
    long open = jobs.values().stream().filter(job -> !job.state().isOver()).count();
    if (open >= MOST_OPEN) {
      throw new HttpException(429, MOST_OPEN + " questions wait already; stop some or wait");
    }
    jobs.remove(key);
    Job job = new Job(key, asked);
    jobs.put(key, job);
    forgetOldest();
    pool.execute(() -> run(job, asked));
    return job;
  }

  private void forgetOldest() {
    long over = jobs.values().stream().filter(job -> job.state().isOver()).count();
    Iterator<Job> all = jobs.values().iterator();
    while (over > MOST_KEPT && all.hasNext()) {
      Job job = all.next();
      if (!job.state().isOver()) continue;
      all.remove();
      store.forget(job.key());
      over--;
    }
  }

  private static <S extends Record, A> void run(Job job, Asked<S, A> asked) {
    if (!job.begin()) return;
    try {
      Answered<S, A> answered =
          Answered.of(asked.question(), asked.settings(), asked.command(), new JobWork(job));
      job.done(answered);
    } catch (CancellationException e) {
      job.over(Job.State.STOPPED);
    } catch (OutOfMemoryError e) {
      job.failed("the memory is not enough for this; ask for less, or start with more memory");
    } catch (InternalError e) {
      job.failed("a file was changed or cut off while it was read; ask again");
    } catch (Throwable e) {
      if (job.isToStop()) job.over(Job.State.STOPPED);
      else job.failed(reason(e));
    } finally {
      // Some questions stop by interrupting the thread that works for them.
      Thread.interrupted();
    }
  }

  private static String reason(Throwable e) {
    return switch (e) {
      case InputException input -> Printable.of(String.valueOf(input.getMessage()));
      case IOException io -> Printable.of(IoReason.of(io));
      case UncheckedIOException io -> Printable.of(IoReason.of(io));
      default -> {
        e.printStackTrace();
        yield Printable.of("this is a bug, please report it: " + e);
      }
    };
  }

  /**
   * @throws HttpException 404 if there is none, or no more
   */
  public synchronized Job job(String key) {
    Job job = jobs.get(key);
    if (job == null) {
      throw HttpException.notFound("there is no such job, or it was forgotten; ask again");
    }
    return job;
  }

  /**
   * What a job has answered.
   *
   * @throws HttpException 404 if there is no such job, 409 if it has no answer (yet)
   */
  public Answered<?, ?> answered(String key) {
    Job job = job(key);
    Answered<?, ?> answered = job.answered();
    if (answered == null) {
      throw new HttpException(409, "there is no answer: the job is " + job.state());
    }
    return answered;
  }

  public synchronized List<Job> all() {
    return List.copyOf(jobs.values());
  }

  /** The answer of a job in the forms in which it is fetched. */
  public AnswerStore store() {
    return store;
  }

  /** Tells every job to stop, and waits a little: what still writes would make folders anew. */
  @Override
  public void close() {
    all().forEach(Job::stop);
    pool.shutdown();
    try {
      if (!pool.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) pool.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
