package dev.sonde.examples;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.question.Provenances;
import dev.sonde.study.StudyRun;
import dev.sonde.study.initialisation.InitialWeights;
import dev.sonde.study.initialisation.InitialisationSettings;
import dev.sonde.study.initialisation.InitialisationStudy;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.TrialListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs a study in small: two kinds of initial weights, generated images, one epoch. Killed and run
 * again, it goes on where it was.
 *
 * <p>Arguments: a folder.
 */
public final class RunStudy {

  private RunStudy() {}

  public static void main(String[] arguments) throws IOException {
    InitialisationStudy study = new InitialisationStudy();
    InitialisationSettings settings =
        InitialisationSettings.quick()
            .with("starts", List.of(InitialWeights.ORTHOGONAL, InitialWeights.ZEROS))
            .with("data", "synthetic-grey")
            .with("train", 100)
            .with("test", 50)
            .with("runs", 1)
            .with("epochs", 1)
            .with("shown", 20);
    StudyRun<InitialisationSettings> run = new StudyRun<>(study, settings, Path.of(arguments[0]));
    Map<String, String> said = study.codec().write(settings);
    Provenance how = Provenances.of("RunStudy", List.of(), said, settings.seed());
    run.begin(how);
    run.run(LocalRunner.threads(1, study.works()), TrialListener.silent());
    try (Workers workers = Workers.of(1)) {
      run.gather(how, workers, _ -> {});
    }
    System.out.println("report: " + run.report());
  }
}
