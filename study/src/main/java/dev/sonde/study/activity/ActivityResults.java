package dev.sonde.study.activity;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.figure.table.Table;
import dev.sonde.network.model.Network;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.activity.SequenceWork.Over;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageTraining;
import dev.sonde.study.images.Images;
import dev.sonde.study.trial.Trial;
import java.util.List;
import java.util.Map;

/** What hidden layers said to images, over networks, layers and epochs. */
record ActivityResults(ActivityPlan plan, TrialResults found) implements StudyResults {

  /** Quality of every layer's picture, over networks. */
  private static final String QUALITY =
      """
      SELECT epoch, layer, count(*) AS networks, avg(hit_before) AS hit_nd,
        avg(hit_after) AS hit_2d, avg(trustworthiness) AS trustworthiness,
        avg(continuity) AS continuity, avg(kl) AS kl
      FROM pictures GROUP BY epoch, layer ORDER BY epoch, layer
      """;

  ActivitySettings settings() {
    return plan.settings();
  }

  ImageData data() {
    return plan.data();
  }

  Images shown() {
    return plan.shown();
  }

  List<String> sites() {
    return plan.sites();
  }

  List<Alignment> alignments(Over over) {
    return plan.alignments(over);
  }

  /** A table of a finished trial. */
  Table table(Trial trial, String name) {
    return found.table(trial, name);
  }

  @Override
  public List<Table> tables() {
    return List.of(networkTable(), Published.table());
  }

  /** Which trials are of which network. */
  private Table networkTable() {
    Table.Builder table = Table.named("networks").integer("run").text("trained", "part", "trial");
    for (int run = 1; run <= settings().runs(); run++) {
      String trained = plan.network(run).key();
      table.row(run, trained, "training", trained);
      for (int epoch : settings().lookedEpochs()) {
        table.row(run, trained, "pictures", plan.pictures(run, epoch).key());
      }
    }
    return table.build();
  }

  /** What the last hidden layer of the first network says to the images shown. */
  HiddenActivity activity(int epoch) {
    var model =
        settings()
            .network()
            .model(data().train().shape(), settings().units(), data().train().classes().size());
    var file = found.run(plan.network(1)).checkpoint(ImageTraining.epoch(epoch));
    try (var network = Network.load(model, file)) {
      return HiddenActivity.of(network, shown(), List.of(sites().getLast()));
    }
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) {
    return new StudyAnswer(
        new ActivityReport(this).page(how),
        Map.of("quality", found.query(QUALITY)),
        Map.of("linked", new LinkedPage(this).page(how)),
        Map.of());
  }
}
