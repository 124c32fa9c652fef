package dev.sonde.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--chroot",
      paramLabel = "DIR",
      description = {
        "A system with the newest PyTorch and transformers, made by the peers' sid-chroot.sh (as"
            + " root);",
        "where it is needed and not given, the peer does not run."
      })
  private @Nullable Path chroot;

  /**
   * A script that needs the newest PyTorch, run in a system of its own, which sees the folder above
   * the scripts as {@code /w}.
   *
   * @param arguments paths among them as they are there, {@code /w/networks/…}
   */
  public Optional<Contender> modern(String script, String... arguments) {
    return modern(List.of("/w/peers/" + script), arguments);
  }

  /** The same, of a script that is given as its text. */
  public Optional<Contender> modernCode(String code, String... arguments) {
    return modern(List.of("-c", code), arguments);
  }

  private Optional<Contender> modern(List<String> program, String... arguments) {
    Path maker = folder.resolve("sid-chroot.sh").toAbsolutePath();
    if (chroot == null || !Files.isReadable(maker)) return Optional.empty();
    List<String> command = new ArrayList<>(List.of("bash", maker.toString(), "run"));
    command.addAll(List.of(chroot.toAbsolutePath().toString(), shared().toString()));
    command.addAll(List.of("--env", "PYTHONPATH=/w/peers", "python3"));
    command.addAll(program);
    command.addAll(List.of(arguments));
    return Optional.of(new Contender(command));
  }

  /** The folder above the scripts, which holds the networks that they and Sonde run. */
  public Path shared() {
    return folder.resolve("..").toAbsolutePath().normalize();
  }

  /** A script as a contender; empty if the script or its Python with NumPy is not there. */
  public Optional<Contender> contender(String script, String... arguments) {
    Path path = folder.resolve(script).toAbsolutePath();
    if (!Files.isReadable(path) || !hasNumpy()) return Optional.empty();
    List<String> command = new ArrayList<>(List.of(python, path.toString()));
    command.addAll(List.of(arguments));
    return Optional.of(new Contender(command));
  }

  /** A script of ours as its text, with its arguments; empty if there is no Python with NumPy. */
  public Optional<Contender> own(String code, String... arguments) {
    if (!hasNumpy()) return Optional.empty();
    List<String> command = new ArrayList<>(List.of(python, "-c", code));
    command.addAll(List.of(arguments));
    return Optional.of(new Contender(command));
  }

  /** The text of a script of ours that lies beside a class. */
  public static String code(Class<?> beside, String script) {
    try (InputStream in = beside.getResourceAsStream(script)) {
      if (in == null) throw new IllegalStateException(script + " is not in the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of a script that needs the residual network of {@code resnet.py}. */
  public static String withResNet(Class<?> beside, String script) {
    return code(Peers.class, "resnet.py") + code(beside, script);
  }

  /** Says what a reader needs to know who sees no figures of a peer. */
  public String absence() {
    return "The peer did not run: it needs "
        + folder
        + " (--peers) and a Python with numpy, scipy, sklearn and torch (--python "
        + python
        + ") or, for the newest PyTorch, a system made by sid-chroot.sh (--chroot).";
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
