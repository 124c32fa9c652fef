package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronMap;
import dev.sonde.analysis.neurons.NeuronProjection;
import dev.sonde.figure.table.Table;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.util.List;
import java.util.Map;

/**
 * The neurons of one layer at one epoch: which are alike, and which tell classes apart. Tables
 * {@code neurons} (places and class of each), {@code importances} and {@code discriminability}.
 */
record NeuronWork(OpenedImages images) implements Work {
  static final String KIND = "activity/neurons";
  private static final int SHUFFLES = 3;

  static Trial trial(LookPlan plan, int epoch, String site) {
    return plan.trial(KIND, Map.of("epoch", String.valueOf(epoch), "site", site));
  }

  @Override
  public void run(Trial trial, Workplace place) {
    Looking looking = Looking.of(trial, images, place);
    int epoch = trial.integer("epoch");
    String site = trial.text("site");
    Points points = looking.activity(epoch, List.of(site)).layers().get(site);
    if (points == null) throw new ActivityException("no activity of " + site);
    LookPlan plan = looking.plan();
    List<String> classes = looking.shown().classes();
    try (Workers workers = Workers.of(1)) {
      NeuronProjection mds =
          NeuronProjection.of(
              points, NeuronProjection.Settings.mds().withSeed(plan.seed()), workers);
      looking.step(1, 4);
      NeuronProjection tsne =
          NeuronProjection.of(
              points, NeuronProjection.Settings.tsne().withSeed(plan.seed()), workers);
      looking.step(2, 4);
      Discriminability found =
          Discriminability.of(
              points,
              looking.shown().labels(),
              classes.size(),
              new Discriminability.Settings(plan.trees(), SHUFFLES, plan.seed()),
              workers);
      looking.step(3, 4);
      place.add(neurons(epoch, site, NeuronMap.of(mds, found), NeuronMap.of(tsne, found), classes));
      place.add(importances(epoch, site, found, classes));
      place.add(discriminability(epoch, site, found, classes));
    }
  }

  private static Table neurons(
      int epoch, String site, NeuronMap mds, NeuronMap tsne, List<String> classes) {
    Table.Builder table =
        Table.named("neurons")
            .integer("epoch")
            .text("layer")
            .integer("neuron")
            .real("mds_x", "mds_y", "tsne_x", "tsne_y")
            .text("strongest")
            .real("importance", "opacity");
    for (int i = 0; i < mds.neurons().size(); i++) {
      NeuronMap.Neuron a = mds.neurons().get(i);
      NeuronMap.Neuron b = tsne.neurons().get(i);
      table.row(
          epoch,
          site,
          a.index(),
          a.x(),
          a.y(),
          b.x(),
          b.y(),
          classes.get(a.strongest()),
          a.importance(),
          a.opacity());
    }
    return table.build();
  }

  private static Table importances(
      int epoch, String site, Discriminability found, List<String> classes) {
    Table.Builder table =
        Table.named("importances")
            .integer("epoch")
            .text("layer", "class")
            .integer("neuron")
            .real("importance", "shuffled");
    for (Discriminability.ForClass c : found.classes()) {
      for (int k = 0; k < c.importance().size(); k++) {
        table.row(
            epoch, site, classes.get(c.label()), k, c.importance().get(k), c.shuffled().get(k));
      }
    }
    return table.build();
  }

  private static Table discriminability(
      int epoch, String site, Discriminability found, List<String> classes) {
    Table.Builder table =
        Table.named("discriminability")
            .integer("epoch")
            .text("layer", "class")
            .integer("inputs", "neurons", "trees", "shuffles", "above")
            .real("highest", "highest_shuffled");
    for (Discriminability.ForClass c : found.classes()) {
      table.row(
          epoch,
          site,
          classes.get(c.label()),
          c.inputs(),
          found.neurons(),
          found.trees(),
          found.shuffles(),
          c.above(),
          c.importance().stream().mapToDouble(v -> v).max().orElse(Double.NaN),
          c.highestShuffled());
    }
    return table.build();
  }
}
