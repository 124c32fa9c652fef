package dev.sonde.study.activity;

import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.trial.Trial;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the study trains and looks at. Everything random follows from {@code seed}. */
public record ActivitySettings(
    @Nested ImageData.Choice data,
    @Setting(help = "architecture", initial = "mlp") Architecture network,
    @Setting(
            help =
                "units of each hidden layer; the last two layers of the cnn have 8 times and"
                    + " once as many",
            initial = "200",
            min = 4,
            max = 8192)
        int units,
    @Setting(
            help =
                "networks; the first is looked at closely, the quality of layers is measured in"
                    + " all",
            initial = "2",
            min = 1,
            max = 1000)
        int runs,
    @Setting(help = "length of training", unit = "epochs", initial = "10", min = 1) int epochs,
    @Setting(
            help = "images per step of training; 32 for the cnn where it is not given",
            initial = "16",
            min = 1)
        int batch,
    @Setting(help = "test images that are shown", initial = "500", min = 20) int inputs,
    @Setting(
            help = "epochs that are looked at, the first and the last among them",
            initial = "4",
            min = 2)
        int looked,
    @Setting(
            help = "how pictures of a sequence are brought together",
            initial = "independent,from-first,chained,joint,dynamic,procrustes",
            label = "WAYS",
            alsoNamed = "align")
        List<Alignment> alignments,
    @Setting(help = "perplexity of t-SNE", initial = "30", above = 1) double perplexity,
    @Setting(help = "length of t-SNE", unit = "iterations", initial = "500", min = 1)
        int iterations,
    @Setting(help = "trees of each random forest", initial = "50", min = 1) int trees,
    @Setting(help = "seed of generated images, samples, weights and order", initial = "1")
        long seed)
    implements Adjustable<ActivitySettings> {
  private static final double RATE = .01;

  public ActivitySettings {
    alignments = List.copyOf(alignments);
    SettingsCodec.check(
        ActivitySettings.class,
        data,
        network,
        units,
        runs,
        epochs,
        batch,
        inputs,
        looked,
        alignments,
        perplexity,
        iterations,
        trees,
        seed);
    if (alignments.isEmpty()) throw new ActivityException("alignments: at least one");
  }

  /** Minutes on two cores: MNIST where it is found, else generated images; a small perceptron. */
  public static ActivitySettings quick() {
    return new ActivitySettings(
        new ImageData.Choice(ImageData.usual(), 10_000, 1000, 1),
        Architecture.MLP,
        200,
        2,
        10,
        16,
        500,
        4,
        List.of(Alignment.values()),
        30,
        500,
        50,
        1);
  }

  /** As published: MNIST, four layers of 1000, 100 epochs in batches of 16, 2000 test images. */
  public static ActivitySettings paper() {
    return new ActivitySettings(
        new ImageData.Choice("mnist", 0, 0, 1),
        Architecture.MLP,
        1000,
        1,
        100,
        16,
        2000,
        6,
        List.of(Alignment.values()),
        30,
        750,
        100,
        1);
  }

  /** Epochs that are looked at: 0, evenly on, the last. */
  public List<Integer> lookedEpochs() {
    Set<Integer> all = new LinkedHashSet<>();
    for (int i = 0; i < looked; i++) {
      all.add((int) Math.round((double) epochs * i / (looked - 1)));
    }
    return List.copyOf(all);
  }

  /** How run {@code run} (from 1) is trained. */
  TrainingPlan plan(int run, String digest) {
    long own = Trial.seed(seed, "activity", run);
    return new TrainingPlan(
        data, digest, network, units, epochs, batch, RATE, network.decay(), own);
  }

  /** How its network is looked at. */
  LookPlan look(int run, String digest) {
    TrainingPlan plan = plan(run, digest);
    return new LookPlan(
        plan.trial().key(), plan, inputs, lookedEpochs(), perplexity, iterations, trees, seed);
  }
}
