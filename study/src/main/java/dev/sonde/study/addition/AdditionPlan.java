package dev.sonde.study.addition;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.addition.AdditionSettings.Condition;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Networks of every condition are trained; then some of the two main conditions are looked into.
 */
record AdditionPlan(AdditionSettings settings) implements StudyPlan {

  /** Looking into a network takes about as long as so many epochs. */
  private static final long LOOK = 20;

  @Override
  public TrialPlan trials() {
    List<Trial> networks = new ArrayList<>();
    for (Condition condition : settings.conditions()) {
      condition.plans().forEach(plan -> networks.add(plan.trial()));
    }
    List<Trial> looks = new ArrayList<>();
    for (Condition condition : settings.conditions().subList(0, 2)) {
      for (int run = 1; run <= settings.looked(); run++) looks.add(look(condition, run));
    }
    return new TrialPlan(List.of(new Stage("train", networks), new Stage("look", looks)));
  }

  /** The trial that looks into a run's network, runs from 1. */
  Trial look(Condition condition, int run) {
    Trial network = condition.plans().get(run - 1).trial();
    return CellsWork.trial(network, settings.asked(), settings.seed());
  }

  @Override
  public Map<String, String> described() {
    return SettingsCodec.of(AdditionSettings.class).write(settings);
  }

  @Override
  public long cost(Trial trial) {
    return trial.kind().equals(CellsWork.KIND) ? LOOK : trial.whole("epochs");
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return new AdditionResults(this, found);
  }
}
