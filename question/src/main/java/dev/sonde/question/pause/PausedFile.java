package dev.sonde.question.pause;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.question.QuestionException;
import dev.sonde.study.trial.TrialInterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The file that keeps where a stopped command stands, a safetensors file. It is written when the
 * process is told to end, and every minute, so that one that is killed loses little.
 *
 * <pre>{@code
 * PausedFile file = new PausedFile(PausedFile.beside(output), "a projection", key);
 * Work done = file.finish(work::stopped, Projecting::from);
 * file.forget();
 * }</pre>
 *
 * @param what stands there: {@code a projection}
 * @param key of all that the operation is asked: what another command kept is not taken
 */
public record PausedFile(Path path, String what, String key) {

  private static final long SAVE_NANOS = 60_000_000_000L;
  private static final String WHAT = "sonde.paused";
  private static final String KEY = "sonde.paused.key";

  /** {@code map.npy.paused} beside {@code map.npy}. */
  public static Path beside(Path output) {
    return output.resolveSibling(output.getFileName() + ".paused");
  }

  /** How an operation begins, or goes on from where it stood. */
  @FunctionalInterface
  public interface Begin<S extends Steps> {
    /**
     * @throws IllegalArgumentException if the stand cannot be that of this operation
     */
    S from(Optional<Stand> stand) throws IOException;
  }

  /**
   * Works to the end from where it stood.
   *
   * @throws TrialInterrupted if it was told to stop; where it stands is kept
   * @throws QuestionException if the file is of another command
   */
  public <S extends Steps> S finish(BooleanSupplier stop, Begin<S> begin) throws IOException {
    S steps = begin(begin);
    long saved = System.nanoTime();
    while (!steps.ended()) {
      if (stop.getAsBoolean()) {
        write(steps.stand());
        throw new TrialInterrupted();
      }
      steps.step();
      if (System.nanoTime() - saved > SAVE_NANOS) {
        write(steps.stand());
        saved = System.nanoTime();
      }
    }
    return steps;
  }

  /**
   * Works to the end without keeping where it stands.
   *
   * @throws TrialInterrupted if it was told to stop
   */
  public static <S extends Steps> S straight(BooleanSupplier stop, Begin<S> begin)
      throws IOException {
    S steps = begin.from(Optional.empty());
    while (!steps.ended()) {
      if (stop.getAsBoolean()) throw new TrialInterrupted();
      steps.step();
    }
    return steps;
  }

  private <S extends Steps> S begin(Begin<S> begin) throws IOException {
    Optional<Stand> found = read();
    if (found.isEmpty()) return begin.from(found);
    try {
      return begin.from(found);
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
  }

  void write(Stand stand) throws IOException {
    Map<String, String> metadata = new TreeMap<>(stand.words());
    metadata.put(WHAT, what);
    metadata.put(KEY, key);
    Checkpoint.of(path, stand.arrays(), metadata).write(path);
  }

  Optional<Stand> read() {
    if (!Files.exists(path)) return Optional.empty();
    Checkpoint file;
    try {
      file = Checkpoint.open(path);
    } catch (CheckpointException e) {
      throw foreign();
    }
    if (!what.equals(file.metadata().get(WHAT))) throw foreign();
    if (!key.equals(file.metadata().get(KEY))) {
      throw new QuestionException(
          "%s: keeps where another command stands (other inputs or settings); remove it, or write to another output"
              .formatted(path));
    }
    return Optional.of(new Stand(file.metadata(), file.tensors()));
  }

  private QuestionException foreign() {
    return new QuestionException(
        path + ": does not say where " + what + " stands; remove it and begin again");
  }

  /** What is over needs no file any more. */
  public void forget() throws IOException {
    Files.deleteIfExists(path);
  }
}
