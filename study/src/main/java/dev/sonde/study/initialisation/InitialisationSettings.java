package dev.sonde.study.initialisation;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.trial.Trial;
import java.util.List;

/** What the study trains and looks at. Everything random follows from {@code seed}. */
public record InitialisationSettings(
    @Nested ImageData.Choice data,
    @Setting(
            help = "initialisers, compared in this order",
            initial =
                "kaiming-normal,kaiming-uniform,xavier-normal,xavier-uniform,orthogonal,ones,zeros",
            label = "NAMES")
        List<InitialWeights> starts,
    @Setting(
            help = "networks per initialiser, each with weights and order of its own",
            initial = "3",
            min = 1,
            max = 1000)
        int runs,
    @Setting(help = "length of training", unit = "epochs", initial = "6", min = 1) int epochs,
    @Setting(help = "images per step of training", initial = "64", min = 1) int batch,
    @Setting(help = "learning rate of Adam", initial = "0.001", above = 0) double rate,
    @Setting(
            help =
                "inputs of each kind (train, validation, noise) whose features are looked at; at"
                    + " most as many as there are",
            initial = "200",
            min = 2)
        int shown,
    @Setting(help = "seed of generated images, samples, weights and order", initial = "1")
        long seed)
    implements Adjustable<InitialisationSettings> {

  public InitialisationSettings {
    starts = List.copyOf(starts);
    SettingsCodec.check(
        InitialisationSettings.class, data, starts, runs, epochs, batch, rate, shown, seed);
    if (starts.isEmpty() || starts.stream().distinct().count() < starts.size()) {
      throw new InitialisationException("initialisers: at least one, and each once");
    }
  }

  /** Minutes on two cores: MNIST or generated images, few epochs at a higher rate. */
  public static InitialisationSettings quick() {
    return new InitialisationSettings(
        new ImageData.Choice(ImageData.usual(), 2000, 500, 1),
        List.of(InitialWeights.values()),
        3,
        6,
        64,
        1e-3,
        200,
        1);
  }

  /** As published: all of CIFAR-10, 50 epochs, Adam at 10⁻⁴; hours. */
  public static InitialisationSettings paper() {
    return new InitialisationSettings(
        new ImageData.Choice("cifar10", 0, 0, 1),
        List.of(InitialWeights.values()),
        1,
        50,
        64,
        1e-4,
        2000,
        1);
  }

  /** How run {@code run} (from 1) of an initialiser is trained. */
  TrainingPlan plan(InitialWeights start, int run, String digest) {
    long own = Trial.seed(seed, start.toString(), run);
    int keep = Math.max(1, epochs / 5);
    return new TrainingPlan(data, digest, start, epochs, batch, rate, keep, own);
  }
}
