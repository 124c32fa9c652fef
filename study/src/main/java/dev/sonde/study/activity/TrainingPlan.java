package dev.sonde.study.activity;

import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.trial.Trial;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one network is trained; as a trial's settings it is all that its result depends on.
 *
 * @param data which images
 * @param digest of these
 * @param units of the hidden layers; see {@link Architecture#model}
 * @param rate of gradient descent with momentum 0.9; it decays by rate / (1 + decay·step)
 * @param seed of weights, order, dropout
 */
record TrainingPlan(
    ImageData.Choice data,
    String digest,
    Architecture network,
    int units,
    int epochs,
    int batch,
    double rate,
    double decay,
    long seed) {
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
    Map<String, String> settings = new TreeMap<>(data.asMap(digest));
    settings.put("network", network.toString());
    settings.put("units", String.valueOf(units));
    settings.put("epochs", String.valueOf(epochs));
    settings.put("batch", String.valueOf(batch));
    settings.put("rate", String.valueOf(rate));
    settings.put("decay", String.valueOf(decay));
    settings.put("seed", String.valueOf(seed));
    return Trial.of(KIND, settings);
  }

  static TrainingPlan of(Trial trial) {
    return new TrainingPlan(
        ImageData.Choice.of(trial),
        trial.text("data_digest"),
        Architecture.named(trial.text("network")),
        trial.integer("units"),
        trial.integer("epochs"),
        trial.integer("batch"),
        trial.real("rate"),
        trial.real("decay"),
        trial.whole("seed"));
  }
}
