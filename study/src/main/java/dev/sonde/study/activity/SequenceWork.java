package dev.sonde.study.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.ProjectionSequence;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.projection.Stability;
import dev.sonde.figure.table.Table;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same inputs over layers (after training) or over epochs (last hidden layer), in pictures that
 * are brought together: the tables {@code sequences}, {@code sequence_quality} and {@code steps}.
 */
record SequenceWork(OpenedImages images) implements Work {
  static final String KIND = "activity/sequence";

  /** Along what a sequence runs. */
  enum Over {
    LAYERS,
    EPOCHS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static String name(Alignment alignment) {
    return alignment.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Trial trial(LookPlan plan, Over over, Alignment alignment) {
    return plan.trial(KIND, Map.of("over", over.toString(), "alignment", name(alignment)));
  }

  @Override
  public void run(Trial trial, Workplace place) {
    Looking looking = Looking.of(trial, images, place);
    Over over = Over.valueOf(trial.text("over").toUpperCase(Locale.ROOT));
    Alignment alignment =
        Alignment.valueOf(trial.text("alignment").toUpperCase(Locale.ROOT).replace('-', '_'));
    List<String> names = new ArrayList<>();
    List<Points> times = new ArrayList<>();
    gather(looking, over, names, times);
    Projection.Settings how =
        Projection.Settings.of(Projection.Method.TSNE).withTsne(looking.tsne());
    try (Workers workers = Workers.of(1)) {
      ProjectionSequence sequence =
          ProjectionSequence.of(
              times,
              ProjectionSequence.Settings.of(how, alignment),
              workers,
              looking.progress(0, 1));
      keep(trial, looking, names, times, sequence, workers);
    }
  }

  private static void gather(Looking looking, Over over, List<String> names, List<Points> times) {
    List<Integer> epochs = looking.plan().epochs();
    List<String> sites = looking.sites();
    switch (over) {
      case LAYERS -> {
        names.addAll(sites);
        times.addAll(looking.activity(epochs.getLast(), sites).layers().values());
      }
      case EPOCHS -> {
        for (int epoch : epochs) {
          names.add(String.valueOf(epoch));
          times.addAll(looking.activity(epoch, List.of(sites.getLast())).layers().values());
        }
      }
    }
  }

  private static void keep(
      Trial trial,
      Looking looking,
      List<String> names,
      List<Points> times,
      ProjectionSequence sequence,
      Workers workers) {
    String over = trial.text("over");
    String alignment = trial.text("alignment");
    Table.Builder places =
        Table.named("sequences")
            .text("over", "alignment", "at")
            .integer("time", "input")
            .real("x", "y");
    Table.Builder quality =
        Table.named("sequence_quality")
            .text("over", "alignment", "at")
            .integer("time")
            .real("kl", "trustworthiness", "continuity", "hit_before", "hit_after");
    int[] labels = looking.shown().labels();
    for (int t = 0; t < times.size(); t++) {
      Points picture = sequence.times().get(t);
      for (int i = 0; i < picture.count(); i++) {
        places.row(over, alignment, names.get(t), t, i, picture.at(i, 0), picture.at(i, 1));
      }
      int k = Math.min(12, (picture.count() - 1) / 2);
      Quality q = Quality.of(times.get(t), picture, labels, k, workers);
      List<Double> kls = sequence.divergences();
      quality.row(
          over,
          alignment,
          names.get(t),
          t,
          kls.size() == times.size() ? kls.get(t) : kls.size() == 1 ? kls.getFirst() : null,
          q.trustworthiness(),
          q.continuity(),
          q.hitBefore(),
          q.hitAfter());
    }
    Table.Builder steps =
        Table.named("steps").text("over", "alignment").real("pearson", "spearman", "stress");
    Stability stability = sequence.stability();
    if (stability == null) steps.row(over, alignment, null, null, null);
    else {
      steps.row(over, alignment, stability.pearson(), stability.spearman(), stability.stress());
    }
    looking.place().add(places.build());
    looking.place().add(quality.build());
    looking.place().add(steps.build());
  }
}
