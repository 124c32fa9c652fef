package dev.sonde.app.runs;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.study.run.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sonde runs note}: writes down what a person saw. */
@Command(
    name = "note",
    mixinStandardHelpOptions = true,
    description = "Adds a note to a run; 'sonde runs show' prints it.",
    footer = {"", "Example: sonde runs note sonde-demo \"the second seed is the odd one\""})
public final class RunsNoteCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
  private Path folder = Path.of("");

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "The note.")
  private List<String> words = List.of();

  public RunsNoteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    String text = String.join(" ", words).strip();
    if (text.isEmpty()) throw new UserError("the note is empty");
    Run.open(folder).note(text);
    session.console().out().println("Noted in " + folder + ".");
    session.console().out().flush();
    return 0;
  }
}
