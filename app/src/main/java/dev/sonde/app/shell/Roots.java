package dev.sonde.app.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The whole command line from a command in it. */
final class Roots {

  private Roots() {}

  static CommandLine of(@Nullable CommandSpec spec) {
    if (spec == null) throw new IllegalStateException("a command without a command line");
    return spec.root().commandLine();
  }

  /** Commands that people see, by name. */
  static Map<String, CommandLine> commands(CommandLine of) {
    Map<String, CommandLine> shown = new LinkedHashMap<>();
    of.getSubcommands()
        .forEach(
            (name, command) -> {
              boolean hidden = command.getCommandSpec().usageMessage().hidden();
              if (!hidden && name.equals(command.getCommandName())) shown.put(name, command);
            });
    return shown;
  }

  static List<OptionSpec> options(CommandLine of) {
    return of.getCommandSpec().options().stream().filter(option -> !option.hidden()).toList();
  }

  /** The first line of a description, in plain words. */
  static String first(String[] description) {
    return description.length == 0 ? "" : plain(description[0]);
  }

  /** picocli's format signs undone. */
  static String plain(String description) {
    return description.replace("%%", "%").replace("%n", " ").replace("$${", "${");
  }
}
