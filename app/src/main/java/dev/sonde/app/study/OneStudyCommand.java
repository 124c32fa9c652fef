package dev.sonde.app.study;

import dev.sonde.app.ask.SettingOptions;
import dev.sonde.app.output.Session;
import dev.sonde.figure.Numbers;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyRun;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.SlurmJobs;
import dev.sonde.study.trial.TrialPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A study as a command: its options, bounds and help come from the record of its settings. */
final class OneStudyCommand<S extends Record> implements Callable<Integer> {

  private static final String OUT = "--out";
  private static final String PRESET = "--preset";
  private static final String JSON = "--json";

  private final Study<S> study;
  private final Session session;
  private final SettingOptions<S> settings;
  private final RunnerOptions where = new RunnerOptions();
  private final CommandSpec spec;

  private OneStudyCommand(Study<S> study, Session session) {
    this.study = study;
    this.session = session;
    settings = new SettingOptions<>(study.codec());
    spec = CommandSpec.wrapWithoutInspection(this);
  }

  static <S extends Record> CommandLine of(Study<S> study, Session session) {
    return new OneStudyCommand<>(study, session).line();
  }

  private CommandLine line() {
    spec.name(study.kind());
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            study.sentence(),
            study.details() + " Writes a report, figures, and all tables for 'sonde sql'.",
            "If it was stopped or killed, the same command continues; with other settings,"
                + " finished trials that both have in common are kept.")
        .footer(footer());
    spec.addOption(
        OptionSpec.builder("-o", OUT, "--output")
            .paramLabel("FOLDER")
            .type(Path.class)
            .description("Folder for all results (default: " + folder() + ").")
            .build());
    spec.addOption(
        OptionSpec.builder(PRESET)
            .paramLabel("NAME")
            .type(String.class)
            .description(presets())
            .build());
    settings.addTo(spec);
    spec.addMixin("runner", CommandSpec.forAnnotatedObject(where));
    spec.addOption(
        OptionSpec.builder(JSON)
            .type(boolean.class)
            .description("Print one JSON document.")
            .build());
    return new CommandLine(spec);
  }

  private Path folder() {
    return Path.of("sonde-" + study.kind());
  }

  private String[] presets() {
    List<String> lines = new ArrayList<>();
    for (Preset<S> preset : study.presets()) {
      lines.add(preset.name() + ": " + preset.sentence() + ".");
    }
    lines.add(
        "Other options replace single settings of the preset; their defaults are those of "
            + study.presets().getFirst().name()
            + ", the default.");
    return lines.toArray(String[]::new);
  }

  private String[] footer() {
    List<String> lines = new ArrayList<>(List.of(""));
    study.examples().forEach(example -> lines.add("Example: sonde study " + example));
    return lines.toArray(String[]::new);
  }

  @Override
  public Integer call() throws Exception {
    ParseResult parsed = spec.commandLine().getParseResult();
    String name = parsed.matchedOptionValue(PRESET, study.presets().getFirst().name());
    Preset<S> preset = study.preset(name);
    S asked = study.settings(name, settings.given(parsed));
    Path folder = parsed.matchedOptionValue(OUT, folder());
    StudyRun<S> run = new StudyRun<>(study, asked, folder);
    WatchedStudy<S> watched = WatchedStudy.of(session, study, run);
    boolean json = parsed.matchedOptionValue(JSON, false);
    int slots = where.slots();
    switch (where.runner()) {
      case LOCAL -> {
        LocalRunner local = where.local(folder, preset.processes());
        watched.run(local);
        watched.finish(slots, json);
      }
      case GATHER -> {
        run.begin(watched.how());
        watched.finish(slots, json);
      }
      case PLAN -> planned(run, watched);
      case SLURM -> {
        planned(run, watched);
        Path submit = SlurmJobs.write(folder, run.trials());
        say(submit + ": submits them, an array per stage");
      }
      case SPARK -> {
        planned(run, watched);
        SparkSubmission submission = where.submission(folder);
        Optional<Path> program = where.sparkSubmit();
        if (program.isEmpty()) {
          say(submission.line());
        } else {
          submission.run(program.get());
          watched.finish(slots, json);
        }
      }
    }
    return 0;
  }

  private void planned(StudyRun<S> run, WatchedStudy<S> watched) throws IOException {
    Path file = run.begin(watched.how());
    TrialPlan plan = run.trials();
    String stages =
        plan.stages().stream()
            .map(stage -> stage.name() + " " + stage.trials().size())
            .collect(Collectors.joining(", "));
    say(file + ": " + Numbers.count(plan.all().size(), "trial", "trials") + " (" + stages + ")");
  }

  private void say(String line) {
    PrintWriter out = session.console().out();
    out.println(line);
    out.flush();
  }
}
