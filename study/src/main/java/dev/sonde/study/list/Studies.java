package dev.sonde.study.list;

import dev.sonde.study.Study;
import dev.sonde.study.activity.ActivityStudy;
import dev.sonde.study.addition.AdditionStudy;
import dev.sonde.study.grokking.GrokkingStudy;
import dev.sonde.study.guided.GuidedStudy;
import dev.sonde.study.induction.InductionStudy;
import dev.sonde.study.initialisation.InitialisationStudy;
import dev.sonde.study.states.StatesStudy;
import dev.sonde.study.survey.SurveyWork;
import dev.sonde.study.trial.Work;
import dev.sonde.study.zoo.ZooStudy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every study, in the order in which people are told of them. */
public final class Studies {

  private Studies() {}

  public static List<Study<?>> all() {
    return List.of(
        new GuidedStudy(),
        new AdditionStudy(),
        new StatesStudy(),
        new InitialisationStudy(),
        new ActivityStudy(),
        new GrokkingStudy(),
        new InductionStudy(),
        new ZooStudy());
  }

  /** Every kind of trial that there is. */
  public static Map<String, Work> works() {
    Map<String, Work> works = new TreeMap<>();
    for (Study<?> study : all()) works.putAll(study.works());
    works.putAll(SurveyWork.works());
    return works;
  }
}
