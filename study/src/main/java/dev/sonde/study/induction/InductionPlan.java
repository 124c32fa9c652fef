package dev.sonde.study.induction;

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

/** Networks of two layers and of one are trained; then each is looked into. */
record InductionPlan(InductionSettings settings) implements StudyPlan {

  /**
   * A network of the study.
   *
   * @param layers 2, or 1 for a control
   * @param run from 1, among those of as many layers
   */
  record Member(int layers, int run) {

    String name() {
      return (layers == 1 ? "one-layer-" : "two-layers-") + run;
    }

    String words() {
      return (layers == 1 ? "one layer, run " : "two layers, run ") + run;
    }
  }

  List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) members.add(new Member(2, run));
    for (int run = 1; run <= settings.controls(); run++) members.add(new Member(1, run));
    return members;
  }

  @Override
  public TrialPlan trials() {
    List<Trial> networks = members().stream().map(this::network).toList();
    List<Trial> looks = members().stream().map(this::look).toList();
    return new TrialPlan(List.of(new Stage("train", networks), new Stage("look", looks)));
  }

  /** The trial that trains a network. */
  Trial network(Member member) {
    return settings.plan(member.layers(), member.run()).trial();
  }

  /** The trial that looks into it. */
  Trial look(Member member) {
    return MeasuringWork.trial(network(member));
  }

  @Override
  public long cost(Trial trial) {
    return trial.kind().equals(TrainingPlan.KIND) ? trial.integer("steps") : 1;
  }

  @Override
  public Map<String, String> described() {
    return SettingsCodec.of(InductionSettings.class).write(settings);
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return new InductionResults(this, found);
  }
}
