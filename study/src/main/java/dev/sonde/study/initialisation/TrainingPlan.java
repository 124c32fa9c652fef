package dev.sonde.study.initialisation;

import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.Normalisation;
import dev.sonde.study.trial.Trial;
import dev.sonde.tensor.Shape;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one network is trained; as a trial's settings it is all that its result depends on.
 *
 * @param data which images
 * @param digest of these
 * @param start how its weights start
 * @param rate of Adam
 * @param keepEvery epochs between kept networks
 * @param seed of weights and order
 */
record TrainingPlan(
    ImageData.Choice data,
    String digest,
    InitialWeights start,
    int epochs,
    int batch,
    double rate,
    int keepEvery,
    long seed) {
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
    Map<String, String> settings = new TreeMap<>(data.asMap(digest));
    settings.put("start", start.toString());
    settings.put("epochs", String.valueOf(epochs));
    settings.put("batch", String.valueOf(batch));
    settings.put("rate", String.valueOf(rate));
    settings.put("keep_every", String.valueOf(keepEvery));
    settings.put("seed", String.valueOf(seed));
    return Trial.of(KIND, settings);
  }

  static TrainingPlan of(Trial trial) {
    return new TrainingPlan(
        ImageData.Choice.of(trial),
        trial.text("data_digest"),
        InitialWeights.named(trial.text("start")),
        trial.integer("epochs"),
        trial.integer("batch"),
        trial.real("rate"),
        trial.integer("keep_every"),
        trial.whole("seed"));
  }
}
