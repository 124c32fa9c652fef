package dev.sonde.study.induction;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.trial.Work;
import java.util.List;
import java.util.Map;

/** When do induction heads form, and what do they need? */
public final class InductionStudy implements Study<InductionSettings> {

  @Override
  public String kind() {
    return "induction";
  }

  @Override
  public String sentence() {
    return "Measures how induction heads form in small transformers.";
  }

  @Override
  public String details() {
    return """
    Trains attention-only transformers of two layers on repeated random tokens, and of one \
    layer as a control. Measures during training: the loss of new and of repeated tokens, also \
    by position, and each head's previous-token and induction scores, compared with untrained \
    heads. Then ablates each head of the trained networks, and computes composition scores from \
    heads' weights.\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "induction --out induction",
        "induction --preset paper --runs 1 --controls 1 --out paper",
        "induction --heads 2 --width 32 --steps 4000 --out small");
  }

  @Override
  public SettingsCodec<InductionSettings> codec() {
    return SettingsCodec.of(InductionSettings.class);
  }

  @Override
  public List<Preset<InductionSettings>> presets() {
    return List.of(
        new Preset<>(
            "quick",
            "64 tokens, 24 positions, five networks of two layers and three of one; minutes on two"
                + " cores",
            InductionSettings.quick()),
        new Preset<>(
            "paper",
            "256 tokens, 128 positions, ten networks of two layers and five of one; hours",
            InductionSettings.paper(),
            true));
  }

  @Override
  public StudyPlan plan(InductionSettings settings) {
    return new InductionPlan(settings);
  }

  @Override
  public Map<String, Work> works() {
    return Map.of(TrainingPlan.KIND, new TrainingWork(), MeasuringWork.KIND, new MeasuringWork());
  }
}
