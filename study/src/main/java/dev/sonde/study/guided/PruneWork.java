package dev.sonde.study.guided;

import dev.sonde.network.layer.Seeds;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets the small weights of a trained network to zero, looks, trains it again while they are held
 * at zero (and only they), and looks again.
 */
public final class PruneWork implements Work {

  public static final String KIND = "guided/prune";

  /** Biases are few, and small for other reasons. */
  private static final String PRUNED = "**weight*";

  /**
   * A network to be pruned.
   *
   * @param threshold weights of less magnitude go
   */
  static Trial trial(Recipe recipe, Trial network, double threshold) {
    Map<String, String> settings = new TreeMap<>(recipe.asSettings());
    settings.put("task", network.text("task"));
    settings.put("network", network.key());
    settings.put("model", network.text("model"));
    settings.put("run", network.text("run"));
    settings.put("threshold", String.valueOf(threshold));
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    Models models = new Models(place);
    LookupTask task = models.task(trial.text("task"));
    Group group = Group.of(trial.text("model"));
    try (var network = models.network(trial.text("network"))) {
      long weights =
          network.parameters().match(PRUNED).stream().mapToLong(p -> p.shape().count()).sum();
      long pruned = network.parameters().prune(PRUNED, trial.real("threshold"));
      double share = pruned / (double) weights;
      Accuracies before = accuracies(trial, share, "pruning");
      before.score(network, task);
      before.into(place);
      long seed = Seeds.mix(trial.integer("run"), "prune " + trial.text("threshold"));
      new GuidedTraining(Recipe.of(trial), task, group.guided(), seed).train(network, place);
      Accuracies after = accuracies(trial, share, "pruning_retrained");
      after.score(network, task);
      after.into(place);
    }
  }

  private static Accuracies accuracies(Trial trial, double share, String table) {
    Accuracies accuracies = new Accuracies(table, null);
    accuracies.context("cell", trial.text("cell"));
    accuracies.context("model", trial.text("model"));
    accuracies.context("run", trial.integer("run"));
    accuracies.context("threshold", trial.real("threshold"));
    accuracies.context("pruned", share);
    return accuracies;
  }
}
