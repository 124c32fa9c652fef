package dev.sonde.study.trial;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Trials in a child process; a new one is started when the child dies. */
final class ProcessLane implements Lane {

  /** A trial that brings down its process so often is not tried again. */
  private static final int DEATHS = 3;

  private static final long GRACE_SECONDS = 40;

  private final List<String> command;
  private @Nullable Process child;
  private @Nullable Path log;

  ProcessLane(List<String> command) {
    this.command = List.copyOf(command);
  }

  @Override
  public Answer run(TrialStore store, Trial trial, DoubleConsumer progress)
      throws InterruptedException {
    String why = "";
    for (int deaths = 0; deaths < DEATHS; deaths++) {
      try {
        Answer answer = ask(trial, progress);
        if (answer != null) return answer;
        why = "its process ended" + exit() + lastWords();
      } catch (IOException e) {
        why = "its process cannot be reached: " + e.getMessage() + lastWords();
      }
      close();
      // It may have been published just before its process died.
      if (store.finished(trial)) return new Answer.Done(TrialStore.Outcome.DONE);
    }
    return new Answer.Failed(why + " (" + DEATHS + " times)");
  }

  private Process child() throws IOException {
    if (child != null && child.isAlive()) return child;
    if (log == null) log = Files.createTempFile("sonde-worker", ".log");
    child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(log.toFile())).start();
    return child;
  }

  /** Null if the child ended without an answer. */
  private @Nullable Answer ask(Trial trial, DoubleConsumer progress)
      throws IOException, InterruptedException {
    Process process = child();
    BufferedWriter orders = process.outputWriter(StandardCharsets.UTF_8);
    orders.write(TrialPlan.line(trial));
    orders.write('\n');
    orders.flush();
    BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
    while (true) {
      while (!answers.ready() && process.isAlive()) Thread.sleep(10);
      String line = answers.readLine();
      if (line == null) return null;
      if (!line.startsWith(Worker.MARK)) continue;
      String said = line.substring(Worker.MARK.length());
      if (said.startsWith("progress ")) {
        progress.accept(Double.parseDouble(said.substring("progress ".length())));
      } else if (said.startsWith("done ")) {
        return new Answer.Done(TrialStore.Outcome.valueOf(said.substring("done ".length())));
      } else if (said.startsWith("failed ")) {
        return new Answer.Failed(said.substring("failed ".length()));
      }
    }
  }

  private String exit() throws InterruptedException {
    if (child == null || !child.waitFor(1, TimeUnit.SECONDS)) return "";
    int code = child.exitValue();
    return code > 128 ? " by signal " + (code - 128) : " with code " + code;
  }

  private String lastWords() {
    try {
      if (log == null) return "";
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      List<String> said = lines.stream().filter(l -> !l.startsWith("WARNING:")).toList();
      return said.isEmpty() ? "" : ": " + said.getFirst();
    } catch (IOException e) {
      return "";
    }
  }

  /** Closes the child's input: it saves what it is at, and ends. */
  @Override
  public void close() {
    Process process = child;
    child = null;
    boolean interrupted = Thread.interrupted();
    try {
      if (process != null) {
        closeInput(process);
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
      }
      if (log != null) Files.deleteIfExists(log);
      log = null;
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    } catch (IOException e) {
      // A log that stays behind harms nobody.
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static void closeInput(Process process) {
    try {
      process.outputWriter(StandardCharsets.UTF_8).close();
    } catch (IOException e) {
      // It has closed it itself: it is ending.
    }
  }
}
