package dev.sonde.app.ask;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.Progress;
import dev.sonde.figure.Paper;
import dev.sonde.file.Printable;
import dev.sonde.question.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Work that a person watches on a terminal. */
final class ConsoleWork implements Work, AutoCloseable {

  private final Console console;
  private final List<Path> outputs;
  private final Optional<Paper> paper;
  private final List<Path> superfluous = new ArrayList<>();
  private volatile BooleanSupplier stop = () -> false;

  ConsoleWork(Console console, List<Path> outputs, Optional<Paper> paper) {
    this.console = console;
    this.outputs = List.copyOf(outputs);
    this.paper = paper;
  }

  void stopWhen(BooleanSupplier told) {
    stop = told;
  }

  private record Bar(Progress progress) implements Stage {
    @Override
    public void step(long more) {
      progress.step(more);
    }

    @Override
    public void reach(long done) {
      progress.reach(done);
    }

    @Override
    public boolean shown() {
      return progress.shown();
    }

    @Override
    public void note(String words) {
      progress.note(words);
    }

    @Override
    public void close() {
      progress.close();
    }
  }

  @Override
  public Stage stage(String name, String unit, long total) {
    return new Bar(Progress.of(console, name, unit, total));
  }

  @Override
  public boolean stopped() {
    return stop.getAsBoolean();
  }

  @Override
  public void say(String sentence) {
    console.err().println("sonde: " + Printable.of(sentence));
  }

  @Override
  public List<Path> outputs() {
    return outputs;
  }

  @Override
  public Optional<Paper> paper() {
    return paper;
  }

  @Override
  public void removeWhenWritten(Path file) {
    superfluous.add(file);
  }

  /** The answer is where it was wanted. */
  void written() throws IOException {
    for (Path file : superfluous) Files.deleteIfExists(file);
  }

  /** Says what was written, to a person only. */
  void wrote(Path file) {
    if (console.interactive()) console.err().println("wrote " + file);
  }

  @Override
  public void close() {
    console.err().flush();
  }
}
