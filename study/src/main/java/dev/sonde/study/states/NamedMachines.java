package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.automata.language.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Machines as a person names them: a DOT file, a folder of such files, or a built-in name. */
public final class NamedMachines {

  private NamedMachines() {}

  /**
   * As it stands in the file.
   *
   * @throws MachineException if there is neither a file nor a built-in machine of that name
   */
  public static Machine of(String name) throws IOException {
    if (Files.exists(Path.of(name))) return DotReader.read(Path.of(name));
    return Named.find(name)
        .orElseThrow(
            () ->
                new MachineException(
                    name + ": no such file, and no built-in machine: " + Named.FORMS));
  }

  /** Trimmed and minimal. */
  public static Machine minimal(String name) throws IOException {
    Machine machine = of(name);
    return Minimal.of(machine).machine().named(machine.name());
  }

  /** The files that a name stands for, in order; none for a built-in machine. */
  public static List<Path> files(String name) {
    Path path = Path.of(name);
    if (!Files.isDirectory(path)) return Files.exists(path) ? List.of(path) : List.of();
    try (Stream<Path> found = Files.list(path)) {
      return found.filter(f -> f.toString().endsWith(".dot")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Minimal machines from files, built-in names, and all {@code .dot} files of folders. */
  public static List<Machine> all(List<String> names) throws IOException {
    List<Machine> machines = new ArrayList<>();
    for (String name : names) {
      if (!Files.isDirectory(Path.of(name))) {
        machines.add(minimal(name));
        continue;
      }
      List<Path> files = files(name);
      if (files.isEmpty()) throw new MachineException(name + ": holds no .dot file");
      for (Path file : files) machines.add(minimal(file.toString()));
    }
    return machines;
  }
}
