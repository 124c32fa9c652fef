package dev.sonde.study.initialisation;

import dev.sonde.network.model.Network;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageObjective;
import dev.sonde.study.images.ImageTraining;
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
    var model = TrainingPlan.model(data.train().shape(), data.train().classes().size());
    try (var network = Network.create(model, plan.start().initialiser(), plan.seed())) {
      ImageObjective lesson = new ImageObjective(network, data, TrainingPlan.NORMALISATION);
      ImageTraining.run(network, lesson, plan.training(), place);
    }
  }
}
