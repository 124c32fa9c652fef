package dev.sonde.study.activity;

import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.trial.Trial;

/**
 * How one network is trained; as a trial's settings it is all that its result depends on. The rate
 * of gradient descent with momentum 0.9 decays by rate / (1 + decay·step).
 */
record TrainingPlan(
    @Nested ImageData.Choice data,
    @Setting(help = "SHA-256 of the images") String dataDigest,
    @Setting(help = "the architecture") Architecture network,
    @Setting(help = "units of the hidden layers") int units,
    @Setting(help = "length of training", unit = "epochs", min = 1) int epochs,
    @Setting(help = "images per step", min = 1) int batch,
    @Setting(help = "learning rate", above = 0) double rate,
    @Setting(help = "decay of the learning rate", min = 0) double decay,
    @Setting(help = "seed of weights, order and dropout") long seed) {
  static final String KIND = "activity/train";
  private static final double MOMENTUM = .9;

  /** The network of every epoch is kept. */
  TrainingSettings training() {
    return TrainingSettings.defaults()
        .optimiser(new Optimiser.Sgd(rate, MOMENTUM, decay, 0))
        .epochs(epochs)
        .batchSize(batch)
        .seed(seed)
        .evaluate(0, new Monitor("loss", true), 0)
        .keepEvery(1)
        .saveEvery(2000);
  }

  Trial trial() {
    return Trial.of(KIND, SettingsCodec.of(TrainingPlan.class).write(this));
  }

  static TrainingPlan of(Trial trial) {
    return trial.as(TrainingPlan.class);
  }
}
