package dev.sonde.study.activity;

import dev.sonde.analysis.projection.Tsne;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageTraining;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Workplace;
import java.util.List;
import java.util.function.Consumer;

/** What the trials that look into a network share. */
record Looking(LookPlan plan, ImageData data, Images shown, Workplace place) {
  static Looking of(Trial trial, OpenedImages images, Workplace place) {
    LookPlan plan = LookPlan.of(trial);
    ImageData data = images.of(trial);
    return new Looking(plan, data, data.test().sample(plan.inputs(), plan.seed()), place);
  }

  List<String> sites() {
    return plan.plan().network().sites();
  }

  /** What the layers say at an epoch. */
  HiddenActivity activity(int epoch, List<String> sites) {
    var model =
        plan.plan()
            .network()
            .model(data.train().shape(), plan.plan().units(), data.train().classes().size());
    var file = place.store().run(plan.trained()).checkpoint(ImageTraining.epoch(epoch));
    try (Network<Array, Array> network = Network.load(model, file)) {
      return HiddenActivity.of(network, shown, sites);
    }
  }

  Tsne.Settings tsne() {
    double most = (shown.size() - 1) / 3.0;
    return Tsne.Settings.defaults()
        .withPerplexity(Math.min(plan.perplexity(), most))
        .withIterations(plan.iterations())
        .withStart(Tsne.Start.PCA, plan.seed());
  }

  /** Stops when the trial is told to, and says how far it is. */
  Consumer<Tsne.Progress> progress(int part, int parts) {
    return p -> {
      if (place.interrupted()) throw new TrialInterrupted();
      place.progress((part + (double) p.iteration() / p.iterations()) / parts);
    };
  }

  /** Between long steps: stops when the trial is told to. */
  void step(int part, int parts) {
    if (place.interrupted()) throw new TrialInterrupted();
    place.progress((double) part / parts);
  }
}
