package dev.sonde.study.activity;

import dev.sonde.study.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a trial that looks into a trained network needs to know.
 *
 * @param trained the network's trial
 * @param plan how it was trained
 * @param inputs test images it is shown, drawn by {@code seed}
 * @param epochs that are looked at, ascending
 * @param perplexity of t-SNE
 * @param iterations of t-SNE
 * @param trees of each forest
 */
record LookPlan(
    String trained,
    TrainingPlan plan,
    int inputs,
    List<Integer> epochs,
    double perplexity,
    int iterations,
    int trees,
    long seed) {
  LookPlan {
    epochs = List.copyOf(epochs);
  }

  /** As a trial of some kind, with settings of its own. */
  Trial trial(String kind, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(plan.trial().settings());
    settings.remove("seed");
    settings.put("trained", trained);
    settings.put("training_seed", String.valueOf(plan.seed()));
    settings.put("inputs", String.valueOf(inputs));
    settings.put("looked", epochs.stream().map(String::valueOf).collect(Collectors.joining(",")));
    settings.put("perplexity", String.valueOf(perplexity));
    settings.put("iterations", String.valueOf(iterations));
    settings.put("trees", String.valueOf(trees));
    settings.put("look_seed", String.valueOf(seed));
    settings.putAll(more);
    return Trial.of(kind, settings);
  }

  static LookPlan of(Trial trial) {
    Map<String, String> training = new TreeMap<>(trial.settings());
    training.put("seed", trial.text("training_seed"));
    return new LookPlan(
        trial.text("trained"),
        TrainingPlan.of(Trial.of(TrainingPlan.KIND, training)),
        trial.integer("inputs"),
        Arrays.stream(trial.text("looked").split(",", -1)).map(Integer::valueOf).toList(),
        trial.real("perplexity"),
        trial.integer("iterations"),
        trial.integer("trees"),
        trial.whole("look_seed"));
  }
}
