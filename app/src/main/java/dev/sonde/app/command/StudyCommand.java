package dev.sonde.app.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sonde study}: the studies, end to end. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = "Trains, measures and reports: one command per study.",
    subcommands = {
      StudyGuidedCommand.class,
      StudyAdditionCommand.class,
      StudyStatesCommand.class,
      StudyInitialisationCommand.class,
      StudyActivityCommand.class
    },
    footer = {"", "Example: sonde study guided --preset quick --out guided"})
public final class StudyCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) throw new ParameterException(spec.commandLine(), "study: which one?");
  }
}
