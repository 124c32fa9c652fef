package dev.sonde.study;

import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a study is going to do with certain settings. */
public interface StudyPlan {

  /** All trials in stages; a stage is begun when the one before it is published. */
  TrialPlan trials();

  /** Everything that can change the numbers, digests of what is read among it. */
  Map<String, String> described();

  /** Files that are read. */
  default List<Path> inputs() {
    return List.of();
  }

  /** Puts into the study's folder what trials read there, wherever they run. */
  default void keepInputs(Path folder) throws IOException {}

  /** How long a trial takes, in epochs of training; what trains nothing counts as one. */
  default long cost(Trial trial) {
    String epochs = trial.settings().get("epochs");
    return epochs == null ? 1 : Long.parseLong(epochs);
  }

  /**
   * Opens what the trials found, all of them being published.
   *
   * @param told what is computed next, if it takes long
   */
  StudyResults results(TrialResults found, Consumer<String> told) throws IOException;
}
