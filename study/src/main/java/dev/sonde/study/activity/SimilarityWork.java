package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.similarity.Cka;
import dev.sonde.figure.table.Table;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How alike all hidden layers at all epochs looked at are: the table {@code similarity}. */
record SimilarityWork(OpenedImages images) implements Work {
  static final String KIND = "activity/similarity";

  static Trial trial(LookPlan plan) {
    return plan.trial(KIND, Map.of());
  }

  private record Representation(int epoch, String layer) {}

  @Override
  public void run(Trial trial, Workplace place) {
    Looking looking = Looking.of(trial, images, place);
    List<Representation> names = new ArrayList<>();
    List<Points> all = new ArrayList<>();
    for (int epoch : looking.plan().epochs()) {
      looking
          .activity(epoch, looking.sites())
          .layers()
          .forEach(
              (site, points) -> {
                names.add(new Representation(epoch, site));
                all.add(points);
              });
    }
    looking.step(1, 2);
    try (Workers workers = Workers.of(1)) {
      Cka cka = Cka.of(all, workers);
      Table.Builder table =
          Table.named("similarity")
              .integer("epoch")
              .text("layer")
              .integer("other_epoch")
              .text("other_layer")
              .real("cka");
      for (int a = 0; a < names.size(); a++) {
        for (int b = 0; b < names.size(); b++) {
          table.row(
              names.get(a).epoch(),
              names.get(a).layer(),
              names.get(b).epoch(),
              names.get(b).layer(),
              cka.values().get(a).get(b));
        }
      }
      place.add(table.build());
    }
  }
}
