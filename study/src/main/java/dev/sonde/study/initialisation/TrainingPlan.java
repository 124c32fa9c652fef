package dev.sonde.study.initialisation;

import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.Normalisation;
import dev.sonde.study.trial.Trial;
import dev.sonde.tensor.Shape;

/** How one network is trained; as a trial's settings it is all that its result depends on. */
record TrainingPlan(
    @Nested ImageData.Choice data,
    @Setting(help = "SHA-256 of the images") String dataDigest,
    @Setting(help = "how weights start") InitialWeights start,
    @Setting(help = "length of training", unit = "epochs", min = 1) int epochs,
    @Setting(help = "images per step", min = 1) int batch,
    @Setting(help = "learning rate of Adam", above = 0) double rate,
    @Setting(help = "epochs between kept networks", min = 1) int keepEvery,
    @Setting(help = "seed of weights and order") long seed) {
  static final String KIND = "initialisation/train";

  /** Maps 0…1 to −1…1. */
  static final Normalisation NORMALISATION = Normalisation.all(.5, .5);

  static FeedForward model(Shape image, int classes) {
    return Cnn.initialisationStudy(image, classes);
  }

  TrainingSettings training() {
    return TrainingSettings.defaults()
        .optimiser(Optimiser.Adam.of(rate))
        .epochs(epochs)
        .batchSize(batch)
        .seed(seed)
        .evaluate(0, new Monitor("loss", true), 0)
        .keepEvery(keepEvery)
        .saveEvery(500);
  }

  Trial trial() {
    return Trial.of(KIND, SettingsCodec.of(TrainingPlan.class).write(this));
  }

  static TrainingPlan of(Trial trial) {
    return trial.as(TrainingPlan.class);
  }
}
