package dev.sonde.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program whose last line of output is its time: {@code {"wall_s": …, "cpu_s": …, "peak_mb": …}}.
 *
 * @param command program and arguments
 */
public record Contender(List<String> command) {

  /** The peers measure processor time: threads that spin would inflate it. */
  private static final Map<String, String> ENVIRONMENT = Map.of("OMP_WAIT_POLICY", "passive");

  public Contender {
    command = List.copyOf(command);
  }

  /** A class of this program in a JVM as {@code ./sonde} starts it. */
  public static Contender java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agentlib"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new Contender(command);
  }

  /**
   * Runs the program once.
   *
   * @param threads how many threads its numeric libraries may use
   * @throws BenchException if it fails or prints no time
   */
  public Timing run(int threads) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().remove("OPENBLAS_CORETYPE");
    for (String library : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
      builder.environment().put(library, Integer.toString(threads));
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) throw new BenchException(this + " ended with " + code + ": " + tail(output));
      return timing(output);
    } catch (IOException e) {
      throw new UncheckedIOException(command.getFirst() + ": cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }

  private Timing timing(String output) {
    try {
      JsonNode line = JsonMapper.shared().readTree(tail(output));
      return new Timing(
          line.path("wall_s").asDouble(),
          line.path("cpu_s").asDouble(),
          line.path("peak_mb").asDouble());
    } catch (JacksonException e) {
      throw new BenchException(this + " printed no time: " + tail(output));
    }
  }

  private static String tail(String output) {
    List<String> lines = Stream.of(output.split("\n")).filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "nothing" : lines.getLast();
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
