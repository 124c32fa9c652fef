package dev.sonde.study.zoo;

import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.train.Update;
import dev.sonde.numbers.Shuffle;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains one network of the zoo, seconds long, and judges it: {@code checkpoints/last}, and the
 * table {@code networks} of one row. A training whose loss is no number any more ends there, with
 * the weights it had before.
 *
 * <p>An epoch is as many steps as the whole training set has batches: who learns on a tenth of the
 * images sees each ten times as often, and all trainings are equally long.
 */
final class NetworkWork implements Work {

  /** The kept network. */
  static final String LAST = "last";

  private static final int JUDGED = 500;

  private final OpenedImages opened;

  NetworkWork(OpenedImages opened) {
    this.opened = opened;
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    NetworkPlan plan = NetworkPlan.of(trial);
    ImageData data = opened.of(trial);
    Recipe recipe = plan.recipe();
    int count = (int) Math.max(1, Math.round(recipe.fraction() * data.train().size()));
    Images train = data.train().sample(count, plan.seed());
    ZooModel model =
        new ZooModel(train.shape(), train.classes().size(), recipe.activation(), recipe.dropout());
    try (Network<Array, Array> network = Network.create(model, recipe.initialiser(), plan.seed())) {
      long every = (long) plan.epochs() * ((data.train().size() - 1) / plan.batch() + 1);
      boolean diverged = !new Training(plan, network, train, place).run(every);
      Judged test = judge(network, data.test());
      Judged taught = judge(network, train.first(Math.min(train.size(), 1000)));
      Files.createDirectories(place.checkpoints());
      network.save(
          place.checkpoints().resolve(LAST + ".safetensors"),
          Map.of("accuracy", Double.toString(test.accuracy())));
      place.add(
          Table.named("networks")
              .real("accuracy", "loss", "train_accuracy", "train_loss")
              .truth("diverged")
              .row(test.accuracy(), test.loss(), taught.accuracy(), taught.loss(), diverged)
              .build());
    }
  }

  /** Mean loss and share right. */
  private record Judged(double loss, double accuracy) {}

  private static Judged judge(Network<Array, Array> network, Images images) {
    double loss = 0;
    long right = 0;
    for (int from = 0; from < images.size(); from += JUDGED) {
      int[] chosen = IntStream.range(from, Math.min(images.size(), from + JUDGED)).toArray();
      try (Pass pass = network.evaluate()) {
        Array logits = network.forward(pass, input(images, chosen));
        loss += Functional.crossEntropy(logits, labels(images, chosen)).item() * chosen.length;
        long[] said = logits.argmax(1).toLongs();
        for (int i = 0; i < said.length; i++) if (said[i] == images.label(chosen[i])) right++;
      }
    }
    return new Judged(loss / images.size(), (double) right / images.size());
  }

  private static Array input(Images images, int[] chosen) {
    return Array.of(
        images.batch(chosen), chosen.length, images.channels(), images.height(), images.width());
  }

  private static Array labels(Images images, int[] chosen) {
    int[] labels = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) labels[i] = images.label(chosen[i]);
    return Array.ofIndices(labels, labels.length);
  }

  /** One training. */
  private static final class Training {
    private final NetworkPlan plan;
    private final Network<Array, Array> network;
    private final Images train;
    private final Workplace place;
    private final SplittableRandom random;
    private final int[] order;
    private int next;

    Training(NetworkPlan plan, Network<Array, Array> network, Images train, Workplace place) {
      this.plan = plan;
      this.network = network;
      this.train = train;
      this.place = place;
      random = new SplittableRandom(Seeds.mix(plan.seed(), "shuffle"));
      order = IntStream.range(0, train.size()).toArray();
      next = order.length;
    }

    /** False if the loss stopped being a number. */
    boolean run(long steps) {
      try (Generator generator = new Generator(Seeds.mix(plan.seed(), "dropout"));
          Update update = new Update(network.parameters(), plan.recipe().update(), 0)) {
        for (long step = 0; step < steps; step++) {
          if (place.interrupted()) throw new TrialInterrupted();
          int[] chosen = batch();
          try (Pass pass = network.train(generator)) {
            Array loss =
                Functional.crossEntropy(
                    network.forward(pass, input(train, chosen)), labels(train, chosen));
            if (!Double.isFinite(loss.item())) return false;
            update.step(pass.backward(loss));
          }
          if (step % 100 == 0) place.progress((double) step / steps);
        }
      }
      return true;
    }

    /** The next images of a shuffled round. */
    private int[] batch() {
      int[] chosen = new int[Math.min(plan.batch(), order.length)];
      for (int i = 0; i < chosen.length; i++) {
        if (next == order.length) shuffle();
        chosen[i] = order[next++];
      }
      return chosen;
    }

    private void shuffle() {
      Shuffle.of(order, random);
      next = 0;
    }
  }
}
