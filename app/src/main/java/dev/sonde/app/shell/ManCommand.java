package dev.sonde.app.shell;

import dev.sonde.app.output.Session;
import dev.sonde.question.Version;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** {@code sonde man}: all commands and options as a manual page. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = "Prints the manual page of all commands, for man(1).",
    footer = {"", "Example:", "  sonde man > sonde.1 && man ./sonde.1"})
public final class ManCommand implements Callable<Integer> {

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  public ManCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine root = Roots.of(spec);
    StringBuilder page = new StringBuilder();
    page.append(".TH SONDE 1 \"\" \"sonde ").append(Version.current()).append("\"\n");
    page.append(".SH NAME\nsonde \\- looks inside neural networks\n");
    page.append(".SH SYNOPSIS\n.B sonde\n.I command\n[options]\n.SH COMMANDS\n");
    Roots.commands(root).forEach((name, command) -> command(name, command, page));
    page.append(".SH EXIT STATUS\n0 fine, 1 a bug or a failing machine, ");
    page.append("2 the input or the command line.\n");
    session.console().out().print(page);
    session.console().out().flush();
    return 0;
  }

  private static void command(String name, CommandLine command, StringBuilder page) {
    page.append(".SS ").append(escaped(name)).append('\n');
    for (String line : command.getCommandSpec().usageMessage().description()) {
      page.append(escaped(Roots.plain(line))).append("\n.PP\n");
    }
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      argument(".I " + escaped(parameter.paramLabel()), parameter, page);
    }
    for (OptionSpec option : Roots.options(command)) {
      String names = String.join(", ", option.names());
      String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
      argument(".B " + escaped(names + value), option, page);
    }
    Roots.commands(command).forEach((below, sub) -> command(name + " " + below, sub, page));
  }

  private static void argument(String title, ArgSpec spec, StringBuilder page) {
    page.append(".TP\n").append(title).append('\n');
    for (String line : spec.description()) page.append(escaped(Roots.plain(line))).append('\n');
  }

  /** A full stop or an apostrophe at a line's begin would be a request. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
