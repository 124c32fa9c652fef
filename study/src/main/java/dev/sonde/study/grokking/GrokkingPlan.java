package dev.sonde.study.grokking;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Networks are trained; then each is looked into, with those kept on its way. */
record GrokkingPlan(GrokkingSettings settings) implements StudyPlan {

  @Override
  public TrialPlan trials() {
    List<Trial> networks = new ArrayList<>();
    List<Trial> looks = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) {
      networks.add(network(run));
      looks.add(look(run));
    }
    return new TrialPlan(List.of(new Stage("train", networks), new Stage("look", looks)));
  }

  /** The trial that trains a network, runs from 1. */
  Trial network(int run) {
    return settings.plan(run).trial();
  }

  /** The trial that looks into it. */
  Trial look(int run) {
    return MeasuringWork.trial(network(run), settings.plan(run), settings.carried());
  }

  @Override
  public Map<String, String> described() {
    return SettingsCodec.of(GrokkingSettings.class).write(settings);
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return new GrokkingResults(this, found);
  }
}
