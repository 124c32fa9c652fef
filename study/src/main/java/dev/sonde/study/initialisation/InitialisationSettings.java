package dev.sonde.study.initialisation;

import dev.sonde.network.layer.Seeds;
import dev.sonde.study.images.ImageData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the study trains and looks at.
 *
 * @param data which images
 * @param starts initialisers, compared in this order
 * @param runs networks per initialiser: other weights, other order
 * @param epochs of training
 * @param batch images per step
 * @param rate of Adam
 * @param shown images of each kind whose features are looked at; of the training and test images at
 *     most as many as there are
 * @param seed of everything
 */
public record InitialisationSettings(
    ImageData.Choice data,
    List<InitialWeights> starts,
    int runs,
    int epochs,
    int batch,
    double rate,
    int shown,
    long seed) {
  public InitialisationSettings {
    starts = List.copyOf(starts);
    require(!starts.isEmpty(), "initialisers: at least one");
    require(starts.stream().distinct().count() == starts.size(), "initialisers: each once");
    require(runs >= 1 && runs <= 1000, "runs: 1 to 1000, not " + runs);
    require(epochs >= 1, "epochs: 1 or more, not " + epochs);
    require(batch >= 1, "batch: 1 or more, not " + batch);
    require(rate > 0, "rate: above 0, not " + rate);
    require(shown >= 2, "images shown: 2 or more, not " + shown);
  }

  private static void require(boolean holds, String message) {
    if (!holds) throw new InitialisationException(message);
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

  public InitialisationSettings data(ImageData.Choice other) {
    return new InitialisationSettings(other, starts, runs, epochs, batch, rate, shown, seed);
  }

  public InitialisationSettings starts(List<InitialWeights> other) {
    return new InitialisationSettings(data, other, runs, epochs, batch, rate, shown, seed);
  }

  public InitialisationSettings runs(int other) {
    return new InitialisationSettings(data, starts, other, epochs, batch, rate, shown, seed);
  }

  public InitialisationSettings training(int newEpochs, int newBatch, double newRate) {
    return new InitialisationSettings(
        data, starts, runs, newEpochs, newBatch, newRate, shown, seed);
  }

  public InitialisationSettings shown(int other) {
    return new InitialisationSettings(data, starts, runs, epochs, batch, rate, other, seed);
  }

  public InitialisationSettings seed(long other) {
    return new InitialisationSettings(data, starts, runs, epochs, batch, rate, shown, other);
  }

  /**
   * How run {@code run} (from 1) of an initialiser is trained. No two share a seed: otherwise they
   * would be pairs, and no independent samples.
   */
  TrainingPlan plan(InitialWeights start, int run, String digest) {
    long own = Seeds.mix(Seeds.mix(seed, start.toString()), run) >>> 8;
    int keep = Math.max(1, epochs / 5);
    return new TrainingPlan(data, digest, start, epochs, batch, rate, keep, own);
  }

  /** Everything that can change the numbers. */
  public Map<String, String> asMap() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("data", data.name());
    all.put("train", String.valueOf(data.train()));
    all.put("test", String.valueOf(data.test()));
    all.put("data_seed", String.valueOf(data.seed()));
    List<String> names = new ArrayList<>();
    starts.forEach(start -> names.add(start.toString()));
    all.put("starts", String.join(",", names));
    all.put("runs", String.valueOf(runs));
    all.put("epochs", String.valueOf(epochs));
    all.put("batch", String.valueOf(batch));
    all.put("rate", String.valueOf(rate));
    all.put("shown", String.valueOf(shown));
    all.put("seed", String.valueOf(seed));
    return all;
  }
}
