package dev.sonde.study.activity;

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

/** What do hidden layers see? */
public final class ActivityStudy implements Study<ActivitySettings> {

  @Override
  public String kind() {
    return "activity";
  }

  @Override
  public String sentence() {
    return "Shows how a classifier's layers pull classes apart.";
  }

  @Override
  public String details() {
    return """
    Trains a classifier of images and looks into it layer by layer and epoch by epoch: \
    projections with their quality, trails, neuron maps, similarity.\
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "activity --out activity",
        "activity --data fashion-mnist --network cnn --units 64 --out fashion",
        "activity --preset paper --out paper");
  }

  @Override
  public SettingsCodec<ActivitySettings> codec() {
    return SettingsCodec.of(ActivitySettings.class);
  }

  @Override
  public List<Preset<ActivitySettings>> presets() {
    return List.of(
        new Preset<>(
            "quick",
            "10,000 images of MNIST if it is found ('sonde data'), else generated ones; four layers"
                + " of 200 units, 10 epochs, 2 networks; minutes on two cores",
            ActivitySettings.quick()),
        new Preset<>(
            "paper",
            "MNIST, four layers of 1000 units, 100 epochs; hours",
            ActivitySettings.paper()));
  }

  /** An architecture comes with the batch that it was published with. */
  @Override
  public ActivitySettings settled(ActivitySettings s, ActivitySettings preset, Set<String> given) {
    boolean itsOwn = given.contains("network") && !given.contains("batch");
    return new ActivitySettings(
        s.data().settled(preset.data(), given, s.seed()),
        s.network(),
        s.units(),
        s.runs(),
        s.epochs(),
        itsOwn ? s.network().batch() : s.batch(),
        s.inputs(),
        s.looked(),
        s.alignments(),
        s.perplexity(),
        s.iterations(),
        s.trees(),
        s.seed());
  }

  /**
   * Opens the images.
   *
   * @throws dev.sonde.study.images.ImageException if they are not there, or cannot be read
   */
  @Override
  public StudyPlan plan(ActivitySettings settings) {
    return new ActivityPlan(settings, ImageData.open(settings.data()));
  }

  @Override
  public Map<String, Work> works() {
    OpenedImages images = new OpenedImages();
    return Map.of(
        TrainingPlan.KIND, new TrainingWork(images),
        PictureWork.KIND, new PictureWork(images),
        SequenceWork.KIND, new SequenceWork(images),
        NeuronWork.KIND, new NeuronWork(images),
        SimilarityWork.KIND, new SimilarityWork(images));
  }
}
