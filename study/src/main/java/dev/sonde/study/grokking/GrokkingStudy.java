package dev.sonde.study.grokking;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.trial.Work;
import java.util.List;
import java.util.Map;

/** How does a network that has memorised come to generalise? */
public final class GrokkingStudy implements Study<GrokkingSettings> {

  @Override
  public String kind() {
    return "grokking";
  }

  @Override
  public String sentence() {
    return "Measures grokking in transformers: memorising, then generalising.";
  }

  @Override
  public String details() {
    return """
    Trains one-layer transformers on a share of all sums modulo p, with weight decay. Measures \
    during training: loss and accuracy on training and held-out pairs, the norm, the key \
    frequencies of the networks' computation, and the loss with only these frequencies \
    (restricted) and without them (excluded).\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "grokking --out grokking",
        "grokking --preset paper --runs 1 --out paper",
        "grokking --modulus 31 --fraction 0.6 --out other");
  }

  @Override
  public SettingsCodec<GrokkingSettings> codec() {
    return SettingsCodec.of(GrokkingSettings.class);
  }

  @Override
  public List<Preset<GrokkingSettings>> presets() {
    return List.of(
        new Preset<>(
            "quick", "p = 53, five networks; minutes on two cores", GrokkingSettings.quick()),
        new Preset<>(
            "paper",
            "p = 113 as published, five networks of 40,000 steps; hours",
            GrokkingSettings.paper(),
            true));
  }

  @Override
  public StudyPlan plan(GrokkingSettings settings) {
    return new GrokkingPlan(settings);
  }

  @Override
  public Map<String, Work> works() {
    return Map.of(TrainingPlan.KIND, new TrainingWork(), MeasuringWork.KIND, new MeasuringWork());
  }
}
