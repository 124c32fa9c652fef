package dev.sonde.study.guided;

import dev.sonde.network.layer.Seeds;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a part of one trained network into another: as it is (transplant), or held fixed while the
 * rest is trained again, with or without guidance (transfer).
 */
public final class TransferWork implements Work {

  public static final String KIND = "guided/transfer";

  /** What happens after the part is in. */
  enum Retraining {
    /** Nothing. */
    NONE,
    /** The rest is trained on, with guidance. */
    GUIDED,
    /** The rest is trained on, without. */
    BASELINE;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A part to be moved.
   *
   * @param recipe of the retraining
   * @param recipient the trial of the network that is changed
   * @param donor the trial of the network that gives the part
   */
  static Trial trial(
      Recipe recipe, Trial recipient, Trial donor, Part part, Retraining retraining) {
    Map<String, String> settings = new TreeMap<>();
    if (retraining == Retraining.NONE) settings.put("cell", recipe.cell().toString());
    else settings.putAll(recipe.asSettings());
    settings.put("task", recipient.text("task"));
    settings.put("recipient", recipient.key());
    settings.put("recipient_model", recipient.text("model"));
    settings.put("donor", donor.key());
    settings.put("donor_model", donor.text("model"));
    settings.put("run", recipient.text("run"));
    settings.put("donor_run", donor.text("run"));
    settings.put("part", part.toString());
    settings.put("retrained", retraining.toString());
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    Models models = new Models(place);
    LookupTask task = models.task(trial.text("task"));
    Part part = Part.of(trial.text("part"));
    String retrained = trial.text("retrained");
    try (var network = models.network(trial.text("recipient"))) {
      network.parameters().transplant(models.best(trial.text("donor")), part.glob());
      if (!retrained.equals(Retraining.NONE.toString())) {
        network.parameters().freeze(part.glob());
        boolean guided = Group.of(retrained).guided();
        long seed = Seeds.mix(trial.integer("run"), "transfer " + part + " " + retrained);
        new GuidedTraining(Recipe.of(trial), task, guided, seed).train(network, place);
      }
      Accuracies accuracies = new Accuracies("transfer", null);
      accuracies.context("cell", trial.text("cell"));
      accuracies.context("model", trial.text("recipient_model"));
      accuracies.context("run", trial.integer("run"));
      accuracies.context("donor", trial.text("donor_model"));
      accuracies.context("donor_run", trial.integer("donor_run"));
      accuracies.context("part", part.toString());
      accuracies.context("retrained", retrained);
      accuracies.score(network, task);
      accuracies.into(place);
    }
  }
}
