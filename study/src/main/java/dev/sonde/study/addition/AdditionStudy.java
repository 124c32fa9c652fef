package dev.sonde.study.addition;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.trial.Work;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How does a network learn to add? */
public final class AdditionStudy implements Study<AdditionSettings> {

  @Override
  public String kind() {
    return "addition";
  }

  @Override
  public String sentence() {
    return "Trains networks to add numbers as text, and looks into them.";
  }

  @Override
  public String details() {
    return """
    Some read the question forwards, some backwards: their cell states, what these track, which \
    units matter, and where two networks differ.\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "addition --out addition", "addition --preset paper --runs 2 --slots 1 --out paper");
  }

  @Override
  public SettingsCodec<AdditionSettings> codec() {
    return SettingsCodec.of(AdditionSettings.class);
  }

  @Override
  public List<Preset<AdditionSettings>> presets() {
    return List.of(
        new Preset<>(
            "quick",
            "two digits, 64 units, and the variants; minutes on two cores",
            AdditionSettings.quick()),
        new Preset<>(
            "paper",
            "three digits, 128 units, 5,000 sums, 200 epochs, four runs each; an hour",
            AdditionSettings.paper()));
  }

  /** No more networks are looked into than there are. */
  @Override
  public AdditionSettings settled(AdditionSettings s, AdditionSettings preset, Set<String> given) {
    return given.contains("looked") ? s : s.with("looked", Math.min(s.looked(), s.runs()));
  }

  @Override
  public StudyPlan plan(AdditionSettings settings) {
    return new AdditionPlan(settings);
  }

  @Override
  public Map<String, Work> works() {
    return Map.of(TrainingPlan.KIND, new TrainingWork(), CellsWork.KIND, new CellsWork());
  }
}
