package dev.sonde.app.study;

import dev.sonde.app.output.Session;
import dev.sonde.study.Study;
import dev.sonde.study.list.Studies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sonde study}: a subcommand for every study that there is. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = "Trains, measures and reports: one command per study.",
    footer = {"", "Example: sonde study guided --preset quick --out guided"})
public final class StudyCommand implements Runnable {

  private final Session session;
  private @Nullable CommandSpec spec;

  public StudyCommand(Session session) {
    this.session = session;
  }

  @Spec
  void spec(CommandSpec own) {
    spec = own;
    for (Study<?> study : Studies.all()) {
      own.addSubcommand(study.kind(), OneStudyCommand.of(study, session));
    }
  }

  @Override
  public void run() {
    if (spec != null) throw new ParameterException(spec.commandLine(), "study: which one?");
  }
}
