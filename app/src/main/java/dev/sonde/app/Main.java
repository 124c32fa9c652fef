package dev.sonde.app;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import dev.sonde.app.ask.SettingOptions;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.StandardOutput;
import dev.sonde.checkpoint.pause.StoppedException;
import dev.sonde.file.InputException;
import dev.sonde.file.IoReason;
import dev.sonde.file.Printable;
import dev.sonde.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code sonde}: parses the command line and turns failures into one clear line and an exit code.
 */
@Command(
    name = "sonde",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks inside neural networks.",
    footer = {
      "",
      "Exit codes: 0 success, 1 a bug or a system failure, 2 an error in the input or the command"
          + " line."
    })
public final class Main implements Runnable {

  private static final int FAILURE = 1;
  private static final int USER = 2;
  private static final int INTERRUPTED = 130;

  private static final String WELCOME =
      """
      Sonde looks inside neural networks. Begin with one of these:

        sonde demo                   train small networks, compare them, write a report
        sonde stats model.pt         what is in this file?
        sonde open FOLDER            look around in files, runs and studies, in the browser
        sonde inspect model.onnx     what does this network compute, and where can it be tapped?
        sonde questions              everything that can be asked
        sonde help COMMAND           how a command is used
      """;

  /** Letters of an error: names in files may be megabytes long. */
  private static final int LONGEST = 4000;

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /** Without a command: a short welcome. */
  @Override
  public void run() {
    console.out().print(WELCOME);
    console.out().flush();
  }

  public static void main(String[] args) {
    StandardOutput out = new StandardOutput();
    Console console = Console.system(out);
    int code = run(console, args);
    console.out().flush();
    String lost = out.failure().orElse(null);
    if (lost != null) console.err().println("sonde: standard output cannot be written: " + lost);
    System.exit(lost != null && code == 0 ? FAILURE : code);
  }

  /** Runs one command line and returns its exit code; nothing is written but to {@code console}. */
  public static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Main(console), new Commands(console, List.of(args)));
    Below.addTo(line, new Session(console, List.of(args)), List.of(args));
    line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, CommandGroups::render);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(console.out());
    line.setErr(console.err());
    line.setParameterExceptionHandler((e, ignored) -> usage(console, e));
    line.setExecutionExceptionHandler((e, command, result) -> failure(console, command, e));
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      console
          .err()
          .println(
              "sonde: not enough memory ("
                  + e.getMessage()
                  + "); use smaller settings, or more memory, such as SONDE_JVM=-Xmx16g");
      return FAILURE;
    } catch (InternalError e) {
      // What the JVM makes of a mapped file that was cut off under it.
      console.err().println("sonde: a file was changed or truncated while it was read; try again");
      return FAILURE;
    }
  }

  private static int usage(Console console, ParameterException e) {
    console.err().println("sonde: " + Printable.of(String.valueOf(e.getMessage())));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions().stream().map(Printable::of).toList();
      if (!near.isEmpty()) console.err().println("Did you mean " + String.join(" or ", near) + "?");
    }
    console
        .err()
        .println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return USER;
  }

  /** The message, with what this command calls the settings that it speaks of. */
  private static String said(InputException e, CommandLine command) {
    Set<String> options = command.getCommandSpec().optionsMap().keySet();
    String message = String.valueOf(e.getMessage());
    if (e instanceof SettingsException setting && !setting.setting().isEmpty()) {
      String option = SettingOptions.option(setting.setting());
      if (options.contains(option)) message = option + ": " + setting.reason();
    }
    String mends =
        e.mends().stream()
            .map(SettingOptions::option)
            .filter(options::contains)
            .collect(Collectors.joining(", "));
    return mends.isEmpty() ? message : message + " (" + mends + ")";
  }

  private static int failure(Console console, CommandLine command, Exception e) {
    // An interrupt closes the file under a reader's hands.
    if (e instanceof StoppedException || e instanceof ClosedByInterruptException) {
      console.err().println("sonde: interrupted; the same command continues from here");
      return INTERRUPTED;
    }
    if (e instanceof InputException input) {
      console.err().println("sonde: " + Printable.of(said(input, command), LONGEST));
      return USER;
    }
    Throwable io = e instanceof UncheckedIOException ? e.getCause() : e;
    if (io instanceof FileSystemException file && file.getFile() != null) {
      // The JDK's own message is often no more than the name.
      String why = file.getFile() + ": " + IoReason.of(file);
      console.err().println("sonde: " + Printable.of(why));
      return USER;
    }
    if (io instanceof IOException other) {
      console.err().println("sonde: " + Printable.of(IoReason.of(other)));
      return FAILURE;
    }
    console.err().println("sonde: this is a bug, please report it:");
    e.printStackTrace(console.err());
    return FAILURE;
  }
}
