package dev.sonde.study.guided;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.trial.TrialPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Both groups are trained on a task; then parts are moved, weights pruned and states looked at. */
record GuidedPlan(GuidedSettings settings, LookupTask task, GuidedTrials parts)
    implements StudyPlan {

  static GuidedPlan of(GuidedSettings settings) {
    Path data = settings.data();
    LookupTask task = data == null ? LookupTask.generate(settings.seed()) : TaskFiles.read(data);
    return new GuidedPlan(settings, task, GuidedTrials.of(settings, task.digest()));
  }

  @Override
  public TrialPlan trials() {
    return parts.trials();
  }

  /** The task is told by its digest, wherever its files lie. */
  @Override
  public Map<String, String> described() {
    Map<String, String> all =
        new LinkedHashMap<>(SettingsCodec.of(GuidedSettings.class).write(settings));
    all.remove("data");
    all.put("task", task.digest());
    return all;
  }

  @Override
  public List<Path> inputs() {
    Path data = settings.data();
    if (data == null) return List.of();
    return Arrays.stream(Split.values())
        .map(split -> data.resolve(split.fileName()))
        .filter(Files::exists)
        .toList();
  }

  @Override
  public void keepInputs(Path folder) throws IOException {
    TaskFiles.write(task, folder.resolve(Models.DATA).resolve(task.digest()));
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return GuidedResults.of(this, found, told);
  }
}
