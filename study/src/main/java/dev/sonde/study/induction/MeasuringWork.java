package dev.sonde.study.induction;

import dev.sonde.figure.table.Table;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.heads.AttentionHeads;
import dev.sonde.network.transformer.heads.AttentionHeads.Head;
import dev.sonde.network.transformer.heads.Composition;
import dev.sonde.study.run.Run;
import dev.sonde.study.trial.KeptNetworks;
import dev.sonde.study.trial.KeptNetworks.Kept;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures the networks of one training: the scores of every head ({@code heads}) and the loss by
 * place ({@code places}) of each kept network; which head reads which ({@code composition}) in the
 * first and the last; and the last without each of its heads ({@code ablation}).
 */
final class MeasuringWork implements Work {

  static final String KIND = "induction/look";

  /** Random matrices beside composition. */
  private static final Composition.Settings RANDOM = new Composition.Settings(100, 0);

  /** The trial that looks into a network: what it was trained on follows from the same settings. */
  static Trial trial(Trial network) {
    var settings = new java.util.TreeMap<>(network.settings());
    settings.put("network", network.key());
    return Trial.of(KIND, settings);
  }

  static Transformer open(Path file) {
    return Transformer.openStateDict(file, true, Architecture.Activation.RELU);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    TrainingPlan plan = TrainingPlan.of(trial);
    Scores scores = new Scores(plan.sequences(), plan.seed());
    Run trained = place.store().run(trial.text("network"));
    List<Kept> kept = KeptNetworks.of(trained);
    try (Transformer last = open(KeptNetworks.last(trained))) {
      place.add(new AblatedHeads(last, scores).table());
      place.add(composition(kept, last));
    }
    Table.Builder heads =
        Table.named("heads")
            .integer("step", "layer", "head")
            .real("previous", "duplicate", "induction", "control", "copying")
            .truth("inducts");
    Table.Builder places = Table.named("places").integer("step", "place").real("loss");
    for (int i = 0; i < kept.size(); i++) {
      if (place.interrupted()) throw new TrialInterrupted();
      long step = kept.get(i).step();
      try (Transformer then = open(kept.get(i).file())) {
        for (Head head : scores.heads(then)) add(heads, step, head);
        double[] losses = judged(then, scores).places();
        // The first token is read and not told.
        for (int at = 0; at < losses.length; at++) places.row(step, at + 1, losses[at]);
      }
      place.progress((i + 1.0) / kept.size());
    }
    place.add(heads.build());
    place.add(places.build());
  }

  private static SequenceLosses judged(Transformer model, Scores scores) {
    Input.Tokens input = scores.input();
    return model.compute(
        input, logits -> SequenceLosses.of(logits, scores.drawn(), scores.sequences().shortest()));
  }

  private static void add(Table.Builder table, long step, AttentionHeads.Head head) {
    table.row(
        step,
        head.layer(),
        head.head(),
        head.previous(),
        head.duplicate(),
        head.induction(),
        head.control(),
        head.copying(),
        head.inducts());
  }

  private static Table composition(List<Kept> kept, Transformer last) {
    Table.Builder table =
        Table.named("composition")
            .integer("step")
            .text("writer", "reader", "through")
            .real("score", "random", "random_deviation", "random_greatest");
    try (Transformer first = open(kept.getFirst().file())) {
      add(table, kept.getFirst().step(), first);
    }
    add(table, kept.getLast().step(), last);
    return table.build();
  }

  private static void add(Table.Builder table, long step, Transformer model) {
    Composition found = Composition.of(model, RANDOM, () -> true);
    for (Composition.Pair pair : found.pairs()) {
      table.row(
          step,
          pair.fromLayer() + "." + pair.fromHead(),
          pair.toLayer() + "." + pair.toHead(),
          pair.kind().name(),
          pair.score(),
          found.random().mean(),
          found.random().deviation(),
          found.random().greatest());
    }
  }
}
