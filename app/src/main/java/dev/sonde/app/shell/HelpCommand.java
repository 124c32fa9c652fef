package dev.sonde.app.shell;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sonde help}: how a command is used. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Shows the help of a command.",
    footer = {"", "Example:", "  sonde help stats"})
public final class HelpCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "A command, or a subcommand such as 'study guided'; default: all commands.")
  private List<String> names = List.of();

  @Spec private @Nullable CommandSpec spec;

  public HelpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine command = Roots.of(spec);
    for (String name : names) {
      CommandLine below = command.getSubcommands().get(name);
      if (below == null) {
        throw new UserError(
            "there is no command '" + name + "'; 'sonde --help' lists all commands");
      }
      command = below;
    }
    command.usage(session.console().out());
    return 0;
  }
}
