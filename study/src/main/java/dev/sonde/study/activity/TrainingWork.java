package dev.sonde.study.activity;

import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Network;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageObjective;
import dev.sonde.study.images.ImageTraining;
import dev.sonde.study.images.Normalisation;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;

/** Trains the network of one {@link TrainingPlan}. */
final class TrainingWork implements Work {
  private final OpenedImages images;

  TrainingWork(OpenedImages images) {
    this.images = images;
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    TrainingPlan plan = TrainingPlan.of(trial);
    ImageData data = images.of(trial);
    int classes = data.train().classes().size();
    var model = plan.network().model(data.train().shape(), plan.units(), classes);
    // Glorot uniform, biases zero.
    try (var network = Network.create(model, new Initialiser.XavierUniform(1), plan.seed())) {
      ImageObjective lesson = new ImageObjective(network, data, Normalisation.none());
      ImageTraining.run(network, lesson, plan.training(), place);
    }
  }
}
