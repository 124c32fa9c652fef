package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.figure.table.Table;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.util.List;
import java.util.Map;

/**
 * One epoch's hidden layers, each projected by itself: the tables {@code pictures} (quality),
 * {@code places} (coordinates) and {@code inputs} (labels and predictions).
 */
record PictureWork(OpenedImages images) implements Work {
  static final String KIND = "activity/pictures";

  static Trial trial(LookPlan plan, int epoch) {
    return plan.trial(KIND, Map.of("epoch", String.valueOf(epoch)));
  }

  @Override
  public void run(Trial trial, Workplace place) {
    Looking looking = Looking.of(trial, images, place);
    int epoch = trial.integer("epoch");
    List<String> sites = looking.sites();
    HiddenActivity activity = looking.activity(epoch, sites);
    int[] labels = looking.shown().labels();
    Table.Builder pictures =
        Table.named("pictures")
            .integer("epoch")
            .text("layer")
            .integer("units", "dead", "inputs", "neighbours")
            .real("kl", "trustworthiness", "continuity", "hit_before", "hit_after");
    Table.Builder places =
        Table.named("places").integer("epoch").text("layer").integer("input").real("x", "y");
    try (Workers workers = Workers.of(1)) {
      for (int s = 0; s < sites.size(); s++) {
        Points points = activity.layers().get(sites.get(s));
        if (points == null) throw new ActivityException("no activity of " + sites.get(s));
        Tsne tsne = Tsne.of(points, looking.tsne(), workers, looking.progress(s, sites.size()));
        int k = Math.min(12, (points.count() - 1) / 2);
        Quality quality = Quality.of(points, tsne.coordinates(), labels, k, workers);
        pictures.row(
            epoch,
            sites.get(s),
            points.dimensions(),
            constant(points),
            points.count(),
            quality.neighbours(),
            tsne.kl(),
            quality.trustworthiness(),
            quality.continuity(),
            quality.hitBefore(),
            quality.hitAfter());
        for (int i = 0; i < points.count(); i++) {
          places.row(
              epoch, sites.get(s), i, tsne.coordinates().at(i, 0), tsne.coordinates().at(i, 1));
        }
      }
    }
    place.add(pictures.build());
    place.add(places.build());
    place.add(inputs(looking, epoch, activity.predicted()));
  }

  /** Units that say the same to every input. */
  private static int constant(Points points) {
    int constant = 0;
    for (int d = 0; d < points.dimensions(); d++) {
      boolean changes = false;
      for (int i = 1; i < points.count() && !changes; i++) {
        changes = points.at(i, d) != points.at(0, d);
      }
      if (!changes) constant++;
    }
    return constant;
  }

  private static Table inputs(Looking looking, int epoch, int[] predicted) {
    Table.Builder table =
        Table.named("inputs").integer("epoch", "input").text("name", "label", "predicted");
    List<String> classes = looking.shown().classes();
    for (int i = 0; i < predicted.length; i++) {
      table.row(
          epoch,
          i,
          looking.shown().name(i),
          classes.get(looking.shown().label(i)),
          classes.get(predicted[i]));
    }
    return table.build();
  }
}
