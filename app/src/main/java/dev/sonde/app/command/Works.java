package dev.sonde.app.command;

import dev.sonde.study.activity.ActivityStudy;
import dev.sonde.study.addition.AdditionStudy;
import dev.sonde.study.guided.GuidedStudy;
import dev.sonde.study.initialisation.InitialisationStudy;
import dev.sonde.study.states.StatesStudy;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.Work;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every kind of trial that this program can run. */
final class Works {

  private Works() {}

  static Map<String, Work> all() {
    Map<String, Work> all = new TreeMap<>();
    all.putAll(GuidedStudy.works());
    all.putAll(AdditionStudy.works());
    all.putAll(StatesStudy.works());
    all.putAll(InitialisationStudy.works());
    all.putAll(ActivityStudy.works());
    return all;
  }

  /** A runner in child processes of this program. */
  static LocalRunner processes(int slots, Path study) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-javaagent") && !option.startsWith("-agentlib")) command.add(option);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.sonde.app.Main", "trial", study.toString(), "--worker"));
    return LocalRunner.processes(slots, command);
  }
}
