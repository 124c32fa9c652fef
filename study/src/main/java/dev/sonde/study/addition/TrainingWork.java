package dev.sonde.study.addition;

import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Network;
import dev.sonde.network.train.Evaluation;
import dev.sonde.network.train.Monitor;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.network.train.TrainingSettings;
import dev.sonde.study.trial.KeptNetworks;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Trains the network of one {@link TrainingPlan} and keeps it: {@code last.safetensors}, which says
 * how its sums are written, the networks of earlier epochs, and the tables {@code epochs}, {@code
 * accuracy}, {@code positions} and {@code predictions}.
 */
public final class TrainingWork implements Work {

  /** The trained network among a run's checkpoints. */
  public static final String LAST = "last";

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    TrainingPlan plan = TrainingPlan.of(trial);
    Samples samples = Samples.of(plan.data());
    try (Adder adder =
        new Adder(
            Network.create(plan.model(), new Initialiser.Keras(), plan.seed()),
            plan.data().format())) {
      List<Evaluation> history = new Curriculum(plan, samples).teach(adder, place);
      Files.createDirectories(place.checkpoints());
      adder
          .network()
          .save(
              place.checkpoints().resolve(LAST + ".safetensors"),
              FormatMetadata.of(adder.format()));
      KeptNetworks.publish(place, UnaryOperator.identity());
      place.add(epochs(history));
      judge(adder, samples, plan.data().test(), place);
    }
  }

  /** One stage after the other; a single one without a curriculum. */
  private record Curriculum(TrainingPlan plan, Samples samples) {

    List<Evaluation> teach(Adder adder, Workplace place) throws IOException {
      int stages = plan.curriculum() ? plan.data().trainedDigits() : 1;
      List<Evaluation> history = new ArrayList<>();
      for (int stage = 1; stage <= stages; stage++) {
        int epochs = plan.epochs() * stage / stages - plan.epochs() * (stage - 1) / stages;
        TrainingResult result = stage(adder, place, stage, stages, Math.max(1, epochs));
        int before = history.isEmpty() ? 0 : history.getLast().epoch();
        long steps = history.isEmpty() ? 0 : history.getLast().step();
        for (Evaluation e : result.history()) {
          history.add(
              new Evaluation(steps + e.step(), before + e.epoch(), e.trainingLoss(), e.metrics()));
        }
      }
      return history;
    }

    private TrainingResult stage(Adder adder, Workplace place, int stage, int stages, int epochs)
        throws IOException {
      List<Sum> taught =
          stage == stages ? samples.training() : Samples.easier(plan.data(), stage, samples);
      List<Sum> judged = samples.test(Samples.NEW);
      if (judged.isEmpty()) judged = taught;
      AdditionObjective lesson = new AdditionObjective(adder, taught, judged);
      Monitor exact = new Monitor("exact", false);
      TrainingSettings settings =
          TrainingSettings.defaults()
              .optimiser(Optimiser.Adam.of(plan.rate()))
              .epochs(epochs)
              .batchSize(plan.batch())
              .seed(plan.seed())
              .evaluate(0, exact, 0)
              .keepEvery(stage == stages ? plan.keepEvery() : 0)
              .saveEvery(200);
      StopRule stop =
          plan.patience() > 0 ? StopRule.patience(exact, plan.patience()) : StopRule.never();
      double done = (stage - 1.0) / stages;
      TrainingListener listener =
          TrainingListener.of(share -> place.progress(done + share / stages), place::interrupted);
      return KeptNetworks.finish(
          new Trainer(adder.network(), lesson, settings, stop),
          place.scratch().resolve("stage-" + stage),
          listener);
    }
  }

  private static Table epochs(List<Evaluation> history) {
    Table.Builder table =
        Table.named("epochs")
            .integer("epoch", "step")
            .real("training_loss", "character", "exact", "loss");
    for (Evaluation e : history) {
      Map<String, Double> metrics = e.metrics();
      table.row(
          e.epoch(),
          e.step(),
          e.trainingLoss(),
          metrics.get("character"),
          metrics.get("exact"),
          metrics.get("loss"));
    }
    return table.build();
  }

  private static void judge(Adder adder, Samples samples, int most, Workplace place) {
    Table.Builder accuracy =
        Table.named("accuracy").text("sums").integer("n").real("character", "exact");
    Table.Builder positions =
        Table.named("positions").text("sums").integer("position").real("character", "decoded");
    Table.Builder predictions =
        Table.named("predictions").text("sums", "question", "answer", "right").truth("exact");
    List<Sum> training = samples.training();
    one(
        adder,
        "training",
        training.subList(0, Math.min(most, training.size())),
        accuracy,
        positions,
        null);
    samples
        .tests()
        .forEach((name, sums) -> one(adder, name, sums, accuracy, positions, predictions));
    place.add(accuracy.build());
    place.add(positions.build());
    place.add(predictions.build());
  }

  private static void one(
      Adder adder,
      String name,
      List<Sum> sums,
      Table.Builder accuracy,
      Table.Builder positions,
      Table.@org.jspecify.annotations.Nullable Builder predictions) {
    Answers answers = adder.answers(sums);
    Accuracy judged = Accuracy.of(answers);
    accuracy.row(name, judged.n(), judged.character(), judged.exact());
    for (int t = 0; t < answers.length(); t++) {
      positions.row(
          name, t, judged.characterByPosition().get(t), judged.decodedByPosition().get(t));
    }
    if (predictions == null) return;
    for (int i = 0; i < sums.size(); i++) {
      Sum sum = sums.get(i);
      predictions.row(
          name, sum.toString(), answers.text(i), String.valueOf(sum.total()), answers.exact(i));
    }
  }
}
