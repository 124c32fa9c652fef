package dev.sonde.question;

import dev.sonde.figure.Paper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What an answer under way tells and is told. */
public interface Work {

  /**
   * Begins a named part of the work.
   *
   * @param name what is done, {@code "neighbours"}
   * @param unit what is counted, in the plural
   * @param total how many there are, or −1 where nobody knows
   */
  Stage stage(String name, String unit, long total);

  /** Whether the work shall stop at the next good place and keep where it stands. */
  boolean stopped();

  /** Tells the person something that is not part of the answer. */
  void say(String sentence);

  /** Where the answer goes, as far as files are named; work that resumes keeps its state beside. */
  List<Path> outputs();

  /** A file that keeps where the work stood; it goes once the answer is written. */
  default void removeWhenWritten(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** How drawings are wanted in print; empty for screens. */
  default Optional<Paper> paper() {
    return Optional.empty();
  }

  /** A part of the work. */
  interface Stage extends AutoCloseable, LongConsumer {

    /** Counts so many more as done; safe from any thread. */
    void step(long more);

    /** Has done so many in all. */
    void reach(long done);

    /** Whether somebody sees it: what only a watcher wants need not be computed else. */
    default boolean shown() {
      return false;
    }

    /** How good what is done so far is. */
    default void note(String words) {}

    @Override
    default void accept(long more) {
      step(more);
    }

    @Override
    void close();
  }

  /** Nobody listens. */
  static Work silent() {
    return new SilentWork();
  }
}
