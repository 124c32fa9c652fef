package dev.sonde.checkpoint.pause;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * The file that keeps where stopped work stands, a safetensors file. It is written when the work is
 * told to stop, when a step says so, and every minute, so that a process that is killed loses
 * little.
 *
 * <pre>{@code
 * PausedFile file = new PausedFile(PausedFile.beside(output), "a projection", key);
 * Work done = file.finish(work::stopped, Projecting::from);
 * file.forget();
 * }</pre>
 *
 * @param what stands there: {@code a projection}
 * @param key of all that the work is asked: what other work kept is not taken
 */
public record PausedFile(Path path, String what, String key) {

  private static final long SAVE_NANOS = 60_000_000_000L;
  private static final String WHAT = "sonde.paused";
  private static final String KEY = "sonde.paused.key";

  /** Where trainings wrote their key before they were kept like all other work. */
  private static final String FORMER_KEY = "fingerprint";

  /** A key that tells a reader nothing. */
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}.*");

  /** {@code map.npy.paused} beside {@code map.npy}. */
  public static Path beside(Path output) {
    return output.resolveSibling(output.getFileName() + ".paused");
  }

  /** How work begins, or goes on from where it stood. */
  @FunctionalInterface
  public interface Begin<S extends Steps> {
    /**
     * @throws IllegalArgumentException if the stand cannot be that of this work; so may a {@link
     *     CheckpointException} of its arrays and an {@link IndexOutOfBoundsException} of its words
     */
    S from(Optional<Stand> stand) throws IOException;
  }

  /**
   * Works to the end from where it stood.
   *
   * @throws StoppedException if it was told to stop; where it stands is kept
   * @throws PauseException if the file is of other work
   */
  public <S extends Steps> S finish(BooleanSupplier stop, Begin<S> begin) throws IOException {
    S steps = begin(begin);
    long saved = System.nanoTime();
    while (!steps.ended()) {
      if (stop.getAsBoolean()) {
        keep(steps);
        throw new StoppedException();
      }
      steps.step();
      if (steps.due() || System.nanoTime() - saved > SAVE_NANOS) {
        keep(steps);
        saved = System.nanoTime();
      }
    }
    return steps;
  }

  /**
   * Works to the end without keeping where it stands.
   *
   * @throws StoppedException if it was told to stop
   */
  public static <S extends Steps> S straight(BooleanSupplier stop, Begin<S> begin)
      throws IOException {
    S steps = begin.from(Optional.empty());
    while (!steps.ended()) {
      if (stop.getAsBoolean()) throw new StoppedException();
      steps.step();
    }
    return steps;
  }

  private <S extends Steps> S begin(Begin<S> begin) throws IOException {
    Optional<Stand> found = read();
    if (found.isEmpty()) return begin.from(found);
    try {
      return begin.from(found);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | CheckpointException e) {
      PauseException foreign = foreign();
      foreign.initCause(e);
      throw foreign;
    }
  }

  /** Writes down where work stands, in one step. */
  public void keep(Steps steps) throws IOException {
    write(steps.stand());
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
    Map<String, String> words = file.metadata();
    String former = words.get(FORMER_KEY);
    String found = words.getOrDefault(KEY, former == null ? "" : former);
    if (former == null && !what.equals(words.get(WHAT))) throw foreign();
    if (!key.equals(found)) {
      String keys = DIGEST.matcher(key).matches() ? "" : ": " + found + ", not " + key;
      throw new PauseException(
          "%s: holds the saved progress of %s with other inputs or settings%s; remove it, or write elsewhere"
              .formatted(path, what, keys));
    }
    return Optional.of(new Stand(words, file.tensors()));
  }

  private PauseException foreign() {
    return new PauseException(
        path + ": holds no saved progress of " + what + "; remove it and begin again");
  }

  /** What is over needs no file any more. */
  public void forget() throws IOException {
    Files.deleteIfExists(path);
  }
}
