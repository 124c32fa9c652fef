package dev.sonde.study.zoo;

import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.Preset;
import dev.sonde.study.Study;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How well do weights predict a network's accuracy? */
public final class ZooStudy implements Study<ZooSettings> {

  @Override
  public String kind() {
    return "zoo";
  }

  @Override
  public String sentence() {
    return "Predicts networks' accuracy from their weights alone.";
  }

  @Override
  public String details() {
    return """
    Trains many small convolutional networks with random hyperparameters, and predicts the \
    accuracy of held-out networks from layer statistics, raw weights or spectra, and from the \
    hyperparameters for comparison; with controls, and across data sets.\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "zoo --out zoo", "zoo --preset main --data mnist --out zoo-mnist --runner slurm");
  }

  @Override
  public SettingsCodec<ZooSettings> codec() {
    return SettingsCodec.of(ZooSettings.class);
  }

  @Override
  public List<Preset<ZooSettings>> presets() {
    return List.of(
        new Preset<>(
            "quick",
            "100 networks on 2,000 images of MNIST if it is found ('sonde data') and on generated"
                + " ones, 10 epochs; minutes on two cores",
            ZooSettings.quick()),
        new Preset<>(
            "main",
            "1,000 networks each on 5,000 images of MNIST and Fashion-MNIST, one epoch of 313"
                + " steps; a quarter of an hour of processor time",
            ZooSettings.main()));
  }

  /**
   * Opens the images.
   *
   * @throws dev.sonde.study.images.ImageException if they are not there, or cannot be read
   */
  @Override
  public StudyPlan plan(ZooSettings settings) {
    Map<String, ImageData> images = new LinkedHashMap<>();
    for (String name : settings.data()) {
      images.put(name, ImageData.open(settings.choice(name)));
    }
    return new ZooPlan(settings, images);
  }

  @Override
  public Map<String, Work> works() {
    return Map.of(NetworkPlan.KIND, new NetworkWork(new OpenedImages()));
  }
}
