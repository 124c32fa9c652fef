package dev.sonde.study.initialisation;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Work;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How do initial weights shape a network? */
public final class InitialisationStudy implements Study<InitialisationSettings> {

  @Override
  public String kind() {
    return "initialisation";
  }

  @Override
  public String sentence() {
    return "Compares ways of starting the weights of a small network.";
  }

  @Override
  public String details() {
    return """
    Trains a convolutional network per way, and compares weights and features before and \
    after: distributions, distances, dead units, loss.\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "initialisation --out initialisation",
        "initialisation --preset paper --starts orthogonal,zeros --out paper");
  }

  @Override
  public SettingsCodec<InitialisationSettings> codec() {
    return SettingsCodec.of(InitialisationSettings.class);
  }

  @Override
  public List<Preset<InitialisationSettings>> presets() {
    return List.of(
        new Preset<>(
            "quick",
            "2,000 images of MNIST if it is found ('sonde data'), else generated ones; 6 epochs, 3"
                + " networks each; minutes on two cores",
            InitialisationSettings.quick()),
        new Preset<>(
            "paper",
            "all of CIFAR-10, 50 epochs, one network each; hours",
            InitialisationSettings.paper()));
  }

  @Override
  public InitialisationSettings settled(
      InitialisationSettings s, InitialisationSettings preset, Set<String> given) {
    return new InitialisationSettings(
        s.data().settled(preset.data(), given, s.seed()),
        s.starts(),
        s.runs(),
        s.epochs(),
        s.batch(),
        s.rate(),
        s.shown(),
        s.seed());
  }

  /**
   * Opens the images.
   *
   * @throws dev.sonde.study.images.ImageException if they are not there, or cannot be read
   */
  @Override
  public StudyPlan plan(InitialisationSettings settings) {
    return new InitialisationPlan(settings, ImageData.open(settings.data()));
  }

  @Override
  public Map<String, Work> works() {
    OpenedImages images = new OpenedImages();
    return Map.of(TrainingPlan.KIND, new TrainingWork(images), LookWork.KIND, new LookWork(images));
  }
}
