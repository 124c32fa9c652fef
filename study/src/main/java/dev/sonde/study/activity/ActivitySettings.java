package dev.sonde.study.activity;

import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.network.layer.Seeds;
import dev.sonde.study.images.ImageData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the study trains and looks at.
 *
 * @param data which images
 * @param network which architecture
 * @param units of its hidden layers; see {@link Architecture#model}
 * @param runs networks; the first is looked into closely, of all the quality of every layer is
 *     measured
 * @param epochs of training
 * @param batch images per step
 * @param inputs test images that are shown
 * @param looked epochs that are looked at, the first and the last among them
 * @param alignments ways of bringing pictures of a sequence together
 * @param perplexity of t-SNE
 * @param iterations of t-SNE
 * @param trees of each forest
 * @param seed of everything
 */
public record ActivitySettings(
    ImageData.Choice data,
    Architecture network,
    int units,
    int runs,
    int epochs,
    int batch,
    int inputs,
    int looked,
    List<Alignment> alignments,
    double perplexity,
    int iterations,
    int trees,
    long seed) {
  private static final double RATE = .01;

  public ActivitySettings {
    alignments = List.copyOf(alignments);
    require(units >= 4 && units <= 8192, "units: 4 to 8192, not " + units);
    require(runs >= 1 && runs <= 1000, "runs: 1 to 1000, not " + runs);
    require(epochs >= 1, "epochs: 1 or more, not " + epochs);
    require(batch >= 1, "batch: 1 or more, not " + batch);
    require(inputs >= 20, "inputs: 20 or more, not " + inputs);
    require(looked >= 2, "epochs looked at: 2 or more, not " + looked);
    require(!alignments.isEmpty(), "alignments: at least one");
    require(perplexity > 1, "perplexity: above 1, not " + perplexity);
    require(iterations >= 1 && trees >= 1, "iterations and trees: 1 or more");
  }

  private static void require(boolean holds, String message) {
    if (!holds) throw new ActivityException(message);
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

  public ActivitySettings data(ImageData.Choice other) {
    return new ActivitySettings(
        other,
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
  }

  /** Another architecture, with its own batch. */
  public ActivitySettings network(Architecture other, int itsUnits) {
    return new ActivitySettings(
        data,
        other,
        itsUnits,
        runs,
        epochs,
        other.batch(),
        inputs,
        looked,
        alignments,
        perplexity,
        iterations,
        trees,
        seed);
  }

  public ActivitySettings units(int other) {
    return network(network, other).training(runs, epochs, batch);
  }

  public ActivitySettings training(int newRuns, int newEpochs, int newBatch) {
    return new ActivitySettings(
        data,
        network,
        units,
        newRuns,
        newEpochs,
        newBatch,
        inputs,
        looked,
        alignments,
        perplexity,
        iterations,
        trees,
        seed);
  }

  public ActivitySettings looking(
      int newInputs, int newLooked, List<Alignment> newAlignments, int newTrees) {
    return new ActivitySettings(
        data,
        network,
        units,
        runs,
        epochs,
        batch,
        newInputs,
        newLooked,
        newAlignments,
        perplexity,
        iterations,
        newTrees,
        seed);
  }

  public ActivitySettings tsne(double newPerplexity, int newIterations) {
    return new ActivitySettings(
        data,
        network,
        units,
        runs,
        epochs,
        batch,
        inputs,
        looked,
        alignments,
        newPerplexity,
        newIterations,
        trees,
        seed);
  }

  public ActivitySettings seed(long other) {
    return new ActivitySettings(
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
        other);
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
    long own = Seeds.mix(Seeds.mix(seed, "activity"), run) >>> 8;
    return new TrainingPlan(
        data, digest, network, units, epochs, batch, RATE, network.decay(), own);
  }

  /** How its network is looked at. */
  LookPlan look(int run, String digest) {
    TrainingPlan plan = plan(run, digest);
    return new LookPlan(
        plan.trial().key(), plan, inputs, lookedEpochs(), perplexity, iterations, trees, seed);
  }

  /** Everything that can change the numbers. */
  public Map<String, String> asMap() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("data", data.name());
    all.put("train", String.valueOf(data.train()));
    all.put("test", String.valueOf(data.test()));
    all.put("data_seed", String.valueOf(data.seed()));
    all.put("network", network.toString());
    all.put("units", String.valueOf(units));
    all.put("runs", String.valueOf(runs));
    all.put("epochs", String.valueOf(epochs));
    all.put("batch", String.valueOf(batch));
    all.put("inputs", String.valueOf(inputs));
    List<String> epochsLooked = new ArrayList<>();
    lookedEpochs().forEach(e -> epochsLooked.add(String.valueOf(e)));
    all.put("looked", String.join(",", epochsLooked));
    all.put(
        "alignments", alignments.stream().map(SequenceWork::name).collect(Collectors.joining(",")));
    all.put("perplexity", String.valueOf(perplexity));
    all.put("iterations", String.valueOf(iterations));
    all.put("trees", String.valueOf(trees));
    all.put("seed", String.valueOf(seed));
    return all;
  }
}
