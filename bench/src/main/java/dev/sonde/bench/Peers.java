package dev.sonde.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    if (!Files.isReadable(path) || !hasNumpy()) return Optional.empty();
    List<String> command = new ArrayList<>(List.of(python, path.toString()));
    command.addAll(List.of(arguments));
    return Optional.of(new Contender(command));
  }

  /**
   * A script of ours that runs a peer, which lies beside a class; empty if there is no Python with
   * NumPy.
   *
   * @param folder where the script is written, to be run
   */
  public Optional<Contender> own(Class<?> beside, String script, Path folder, String... arguments)
      throws IOException {
    if (!hasNumpy()) return Optional.empty();
    Path path = folder.resolve(script).toAbsolutePath();
    try (InputStream in = beside.getResourceAsStream(script)) {
      if (in == null) throw new IllegalStateException(script + " is not in the jar");
      Files.write(path, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of(python, path.toString()));
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

  private boolean hasNumpy() {
    try {
      return new ProcessBuilder(python, "-c", "import numpy").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }
}
