package dev.sonde.study.survey;

import dev.sonde.checkpoint.CheckpointFiles;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.IoReason;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a survey as trials.
 *
 * @param files how many
 * @param described settings and folders
 */
public record SurveyPlan(TrialPlan trials, int files, Map<String, String> described) {

  /** What the folder of a survey says it is. */
  public static final String KIND = "survey";

  public SurveyPlan {
    described = new LinkedHashMap<>(described);
  }

  /**
   * Lists every checkpoint below the folders.
   *
   * @param perUnit files in one unit of work
   * @throws SurveyException if there is none
   * @throws CheckpointException if a folder is not there
   */
  public static SurveyPlan of(List<Path> folders, ReadingSettings settings, int perUnit) {
    Set<Path> all = new LinkedHashSet<>();
    for (Path folder : folders) all.addAll(CheckpointFiles.below(folder));
    if (all.isEmpty()) {
      throw new SurveyException(
          folders.getFirst() + ": no checkpoint in this folder, nor below it; name another");
    }
    Map<String, String> how =
        new TreeMap<>(SettingsCodec.of(ReadingSettings.class).write(settings));
    List<Trial> trials = new ArrayList<>();
    List<Listed> unit = new ArrayList<>();
    for (Path file : all) {
      unit.add(listed(file));
      if (unit.size() == perUnit) {
        trials.add(SurveyWork.trial(unit, how));
        unit.clear();
      }
    }
    if (!unit.isEmpty()) trials.add(SurveyWork.trial(unit, how));
    Map<String, String> described = new LinkedHashMap<>(how);
    described.put("folders", String.join("\n", folders.stream().map(Path::toString).toList()));
    return new SurveyPlan(new TrialPlan(List.of(new Stage("read", trials))), all.size(), described);
  }

  private static Listed listed(Path file) {
    try {
      return Listed.of(file);
    } catch (IOException e) {
      throw new CheckpointException(file + ": cannot be read: " + IoReason.of(e), e);
    }
  }
}
