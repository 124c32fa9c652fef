package dev.sonde.study;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.TrialListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Studies from beginning to end, as tests run them. */
public final class Studied {

  public static final Provenance HOW = new Provenance("0", "25", "test", List.of(), Map.of(), 1L);

  private Studied() {}

  public static <S extends Record> StudyAnswer run(Study<S> study, S settings, Path folder)
      throws IOException {
    return run(study, settings, folder, TrialListener.silent());
  }

  public static <S extends Record> StudyAnswer run(
      Study<S> study, S settings, Path folder, TrialListener listener) throws IOException {
    StudyRun<S> run = new StudyRun<>(study, settings, folder);
    run.begin(HOW);
    run.run(LocalRunner.threads(2, study.works()), listener);
    return gather(run);
  }

  public static StudyAnswer gather(StudyRun<?> run) throws IOException {
    try (Workers workers = Workers.of(2)) {
      return run.gather(HOW, workers, _ -> {});
    }
  }
}
