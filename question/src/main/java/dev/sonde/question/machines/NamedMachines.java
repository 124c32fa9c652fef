package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.dot.DotReader;
import dev.sonde.automata.language.Named;
import dev.sonde.question.QuestionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Machines as a person names them: a DOT file, or a built-in name. */
public final class NamedMachines {

  private NamedMachines() {}

  /** As it stands in the file. */
  public static Machine of(String argument) throws IOException {
    if (Files.exists(Path.of(argument))) return DotReader.read(Path.of(argument));
    return Named.find(argument)
        .orElseThrow(
            () ->
                new QuestionException(
                    argument + ": no such file, and no built-in machine: " + Named.FORMS));
  }

  /** Trimmed and minimal. */
  public static Machine minimal(String argument) throws IOException {
    Machine machine = of(argument);
    return Minimal.of(machine).machine().named(machine.name());
  }

  /** The file that an argument names; none for a built-in machine. */
  public static List<Path> files(String argument) {
    return Files.exists(Path.of(argument)) ? List.of(Path.of(argument)) : List.of();
  }

  /** Minimal machines from files, built-in names, and all {@code .dot} files of folders. */
  public static List<Machine> all(List<String> arguments) throws IOException {
    List<Machine> machines = new ArrayList<>();
    for (String argument : arguments) {
      if (!Files.isDirectory(Path.of(argument))) {
        machines.add(minimal(argument));
        continue;
      }
      List<Path> files;
      try (Stream<Path> found = Files.list(Path.of(argument))) {
        files = found.filter(f -> f.toString().endsWith(".dot")).sorted().toList();
      }
      if (files.isEmpty()) throw new MachineException(argument + ": holds no .dot file");
      for (Path file : files) machines.add(minimal(file.toString()));
    }
    return machines;
  }
}
