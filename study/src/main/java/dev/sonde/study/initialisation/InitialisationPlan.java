package dev.sonde.study.initialisation;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Networks of every initialiser are trained; then each is looked into. */
record InitialisationPlan(InitialisationSettings settings, ImageData data) implements StudyPlan {

  @Override
  public TrialPlan trials() {
    List<Trial> networks = new ArrayList<>();
    List<Trial> looks = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) {
      for (InitialWeights start : settings.starts()) {
        networks.add(network(start, run));
        looks.add(look(start, run));
      }
    }
    return new TrialPlan(List.of(new Stage("train", networks), new Stage("look", looks)));
  }

  /** The trial that trains a network, runs from 1. */
  Trial network(InitialWeights start, int run) {
    return settings.plan(start, run, data.digest()).trial();
  }

  /** The trial that looks into it. */
  Trial look(InitialWeights start, int run) {
    TrainingPlan plan = settings.plan(start, run, data.digest());
    return LookWork.trial(plan.trial(), plan, settings.shown(), settings.seed());
  }

  @Override
  public Map<String, String> described() {
    Map<String, String> all =
        new LinkedHashMap<>(SettingsCodec.of(InitialisationSettings.class).write(settings));
    all.put("data_digest", data.digest());
    return all;
  }

  /** The files of images; none of generated ones. */
  @Override
  public List<Path> inputs() {
    return data.files();
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return new InitialisationResults(this, found);
  }
}
