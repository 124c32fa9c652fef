package dev.sonde.app;

import dev.sonde.app.command.AblateCommand;
import dev.sonde.app.command.CellsCommand;
import dev.sonde.app.command.ChannelsCommand;
import dev.sonde.app.command.CompareCommand;
import dev.sonde.app.command.ConstructCommand;
import dev.sonde.app.command.DataCommand;
import dev.sonde.app.command.DemoCommand;
import dev.sonde.app.command.DiffCommand;
import dev.sonde.app.command.DisagreeCommand;
import dev.sonde.app.command.EvalCommand;
import dev.sonde.app.command.ExtractCommand;
import dev.sonde.app.command.FiguresCommand;
import dev.sonde.app.command.HeatmapCommand;
import dev.sonde.app.command.HistCommand;
import dev.sonde.app.command.InspectCommand;
import dev.sonde.app.command.MachineCommand;
import dev.sonde.app.command.ProjectCommand;
import dev.sonde.app.command.ReportCommand;
import dev.sonde.app.command.RowsCommand;
import dev.sonde.app.command.RunsCommand;
import dev.sonde.app.command.SearchCommand;
import dev.sonde.app.command.SqlCommand;
import dev.sonde.app.command.StatesCommand;
import dev.sonde.app.command.StatsCommand;
import dev.sonde.app.command.StudyCommand;
import dev.sonde.app.command.TapCommand;
import dev.sonde.app.command.TrialCommand;
import dev.sonde.app.command.WarmUpCommand;
import dev.sonde.app.output.Console;
import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import dev.sonde.study.trial.TrialInterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * {@code sonde}: parses the command line and turns failures into one clear line and an exit code.
 */
@Command(
    name = "sonde",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks inside neural networks.",
    subcommands = {
      StatsCommand.class,
      InspectCommand.class,
      TapCommand.class,
      ChannelsCommand.class,
      HeatmapCommand.class,
      HistCommand.class,
      FiguresCommand.class,
      DiffCommand.class,
      CompareCommand.class,
      RowsCommand.class,
      ReportCommand.class,
      EvalCommand.class,
      CellsCommand.class,
      SearchCommand.class,
      AblateCommand.class,
      DisagreeCommand.class,
      RunsCommand.class,
      SqlCommand.class,
      MachineCommand.class,
      ProjectCommand.class,
      StatesCommand.class,
      ExtractCommand.class,
      ConstructCommand.class,
      StudyCommand.class,
      TrialCommand.class,
      DataCommand.class,
      DemoCommand.class,
      WarmUpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 fine, 1 a bug or a failing machine, 2 the input or the command line."
    })
public final class Main {

  private static final int FAILURE = 1;
  private static final int USER = 2;
  private static final int INTERRUPTED = 130;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(Console.system(), args));
  }

  /** Runs one command line and returns its exit code; nothing is written but to {@code console}. */
  public static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Main(), new Commands(console, List.of(args)));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(console.out());
    line.setErr(console.err());
    line.setParameterExceptionHandler((e, ignored) -> usage(console, e));
    line.setExecutionExceptionHandler((e, ignored, result) -> failure(console, e));
    return line.execute(args);
  }

  private static int usage(Console console, ParameterException e) {
    console.err().println("sonde: " + Printable.of(String.valueOf(e.getMessage())));
    console
        .err()
        .println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return USER;
  }

  private static int failure(Console console, Exception e) {
    // An interrupt closes the file under a reader's hands.
    if (e instanceof TrialInterrupted || e instanceof ClosedByInterruptException) {
      console.err().println("sonde: interrupted; the same command goes on from here");
      return INTERRUPTED;
    }
    if (e instanceof InputException) {
      console.err().println("sonde: " + Printable.of(String.valueOf(e.getMessage())));
      return USER;
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      console.err().println("sonde: " + Printable.of(String.valueOf(e.getMessage())));
      return FAILURE;
    }
    console.err().println("sonde: this is a bug, please report it:");
    e.printStackTrace(console.err());
    return FAILURE;
  }
}
