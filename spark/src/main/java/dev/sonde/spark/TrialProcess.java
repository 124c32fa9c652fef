package dev.sonde.spark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code sonde trial STUDY --worker}: reads trials, a line each, and answers with lines that begin
 * with {@link #MARK}. It ends, with all saved, when its input ends: when this object is closed, or
 * when the executor dies.
 */
final class TrialProcess implements AutoCloseable {

  private static final String MARK = "sonde-trial ";
  private static final long GRACE_SECONDS = 40;

  private final Process child;
  private final Path log;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private TrialProcess(Process child, Path log) {
    this.child = child;
    this.log = log;
    this.orders = child.outputWriter(StandardCharsets.UTF_8);
    this.answers = child.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it in the study's folder, so that data sets in its {@code data} are found. */
  static TrialProcess start(List<String> sonde, Path study) throws IOException {
    List<String> command = new ArrayList<>(sonde);
    command.addAll(List.of("trial", study.toString(), "--worker"));
    Path log = Files.createTempFile("sonde-worker", ".log");
    try {
      Process child =
          new ProcessBuilder(command)
              .directory(study.toFile())
              .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
              .start();
      return new TrialProcess(child, log);
    } catch (IOException e) {
      Files.delete(log);
      throw e;
    }
  }

  /**
   * {@code done DONE}, {@code done DONE_BEFORE}, {@code done BUSY}, or {@code failed} and why.
   *
   * @throws IOException if the process ends without an answer: for Spark to try again
   * @throws InterruptedException if the task is cancelled
   */
  String ask(String trial) throws IOException, InterruptedException {
    try {
      orders.write(trial);
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      throw new IOException("sonde ended early: " + lastWords(), e);
    }
    while (true) {
      while (!answers.ready() && child.isAlive()) Thread.sleep(20);
      String line = answers.readLine();
      if (line == null) throw new IOException("sonde ended early: " + lastWords());
      if (!line.startsWith(MARK)) continue;
      String said = line.substring(MARK.length());
      if (!said.startsWith("progress ")) return said;
    }
  }

  private String lastWords() throws IOException {
    return Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> !line.startsWith("WARNING:"))
        .reduce((first, second) -> second)
        .orElse("it said nothing");
  }

  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      endInput();
      if (!child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) child.destroyForcibly();
    } catch (InterruptedException e) {
      interrupted = true;
      child.destroyForcibly();
    } finally {
      Files.deleteIfExists(log);
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private void endInput() {
    try {
      orders.close();
    } catch (IOException e) {
      // It has closed it itself: it is ending.
    }
  }
}
