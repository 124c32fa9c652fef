package dev.sonde.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the peers' scripts are and what runs them. */
public final class Peers {

  @Option(
      names = "--peers",
      paramLabel = "DIR",
      defaultValue = "../shared/peers",
      description = "The peers' Python scripts; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("../shared/peers");

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      defaultValue = "/usr/bin/python3",
      description = "A Python with NumPy and its kin; ${DEFAULT-VALUE} by default.")
  private String python = "/usr/bin/python3";

  /** A script as a contender; empty if the script or its Python with NumPy is not there. */
  public Optional<Contender> contender(String script, String... arguments) {
    Path path = folder.resolve(script).toAbsolutePath();
    if (!Files.isReadable(path) || !has("numpy")) return Optional.empty();
    List<String> command = new ArrayList<>(List.of(python, path.toString()));
    command.addAll(List.of(arguments));
    return Optional.of(new Contender(command));
  }

  /**
   * A script that comes with the benchmark, as a contender.
   *
   * @param near the class in whose package it lies
   * @param module what its Python must have
   * @return empty if the Python is not there
   */
  public Optional<Contender> ownContender(
      Class<?> near, String script, String module, String... arguments) throws IOException {
    if (!has(module)) return Optional.empty();
    Path copy = Files.createTempFile("sonde-peer", ".py");
    copy.toFile().deleteOnExit();
    try (InputStream in = near.getResourceAsStream(script)) {
      if (in == null) throw new IllegalStateException("no script " + script);
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(List.of(python, copy.toString()));
    command.addAll(List.of(arguments));
    return Optional.of(new Contender(command));
  }

  /** Says what a reader needs to know who sees no figures of a peer. */
  public String absence() {
    return "The peer did not run: it needs "
        + folder
        + " (--peers) and a Python with numpy, scipy, sklearn and torch (--python "
        + python
        + ").";
  }

  private boolean has(String module) {
    try {
      return new ProcessBuilder(python, "-c", "import " + module).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }
}
