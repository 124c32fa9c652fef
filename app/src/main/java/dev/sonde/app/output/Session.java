package dev.sonde.app.output;

import dev.sonde.analysis.Provenance;
import dev.sonde.question.Provenances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of one command: where it writes and how it can be repeated. */
public record Session(Console console, List<String> arguments) {

  /** The command line, as a shell takes it again. */
  public String command() {
    return commandOf(arguments);
  }

  /** A command line of Sonde with these arguments, as a shell takes it. */
  public static String commandOf(List<String> arguments) {
    return "sonde " + arguments.stream().map(Session::quoted).collect(Collectors.joining(" "));
  }

  /** What is needed to repeat this run; see {@link Provenance}. */
  public Provenance provenance(
      List<Path> inputs, Map<String, String> settings, @Nullable Long seed) {
    try {
      return Provenances.of(command(), inputs, settings, seed);
    } catch (IOException e) {
      throw new UserError("an input cannot be read: " + e.getMessage());
    }
  }

  /** An argument as a shell takes it. */
  public static String quoted(String argument) {
    return argument.matches("[\\w./=:,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
