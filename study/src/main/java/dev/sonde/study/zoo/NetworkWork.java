package dev.sonde.study.zoo;

import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Gradient;
import dev.sonde.network.layer.Gradients;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.train.Update;
import dev.sonde.numbers.Shuffle;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import dev.sonde.study.zoo.kernel.ZooGradient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
      ZooGradient sums = model.gradient();
      boolean diverged = !new Training(plan, network, sums, train, place).run(every);
      float[][] weights = weights(network);
      Judged test = judge(sums, weights, data.test());
      Judged taught = judge(sums, weights, train.first(1000));
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

  private static Judged judge(ZooGradient sums, float[][] weights, Images images) {
    double loss = 0;
    long right = 0;
    int classes = images.classes().size();
    for (int from = 0; from < images.size(); from += JUDGED) {
      int count = Math.min(images.size() - from, JUDGED);
      float[] logits = sums.logits(weights, images.range(from, count), count);
      for (int i = 0; i < count; i++) {
        float[] of = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
        int most = 0;
        for (int k = 1; k < classes; k++) if (of[k] > of[most]) most = k;
        double total = 0;
        for (float each : of) total += Math.exp((double) each - of[most]);
        int label = images.label(from + i);
        loss += of[most] + Math.log(total) - of[label];
        if (most == label) right++;
      }
    }
    return new Judged(loss / images.size(), (double) right / images.size());
  }

  private static float[][] weights(Network<Array, Array> network) {
    return network.parameters().all().stream().map(Parameter::toFloats).toArray(float[][]::new);
  }

  /** One training. */
  private static final class Training {
    private final NetworkPlan plan;
    private final Network<Array, Array> network;
    private final ZooGradient sums;
    private final Images train;
    private final Workplace place;
    private final SplittableRandom random;
    private final int[] order;
    private int next;

    Training(
        NetworkPlan plan,
        Network<Array, Array> network,
        ZooGradient sums,
        Images train,
        Workplace place) {
      this.plan = plan;
      this.network = network;
      this.sums = sums;
      this.train = train;
      this.place = place;
      random = new SplittableRandom(Seeds.mix(plan.seed(), "shuffle"));
      order = IntStream.range(0, train.size()).toArray();
      next = order.length;
    }

    /** False if the loss stopped being a number. */
    boolean run(long steps) {
      SplittableRandom dropped = new SplittableRandom(Seeds.mix(plan.seed(), "dropout"));
      try (Update update = new Update(network.parameters(), plan.recipe().update(), 0)) {
        for (long step = 0; step < steps; step++) {
          if (place.interrupted()) throw new TrialInterrupted();
          int[] chosen = batch();
          int[] labels = Arrays.stream(chosen).map(train::label).toArray();
          double loss = sums.loss(weights(network), train.batch(chosen), labels, dropped);
          if (!Double.isFinite(loss)) return false;
          step(update);
          if (step % 100 == 0) place.progress((double) step / steps);
        }
      }
      return true;
    }

    private void step(Update update) {
      try (Scope _ = new Scope()) {
        Map<Parameter, Gradient> gradients = new LinkedHashMap<>();
        for (Parameter each : network.parameters().all()) {
          float[] slope = sums.gradient()[gradients.size()];
          gradients.put(each, new Gradient.Dense(Array.of(slope, each.shape().toArray())));
        }
        update.step(Gradients.of(gradients));
      }
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
