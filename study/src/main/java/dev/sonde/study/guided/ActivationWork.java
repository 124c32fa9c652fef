package dev.sonde.study.guided;

import dev.sonde.figure.table.Table;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What goes on in a trained network, step by step: {@link StateTables} and {@link TableProbe}. */
public final class ActivationWork implements Work {

  public static final String KIND = "guided/activations";

  /** The split of the published figures, and one on which the baseline is right more often. */
  static final List<Split> SPLITS = List.of(Split.HELDOUT_TABLES, Split.HELDOUT_COMPOSITIONS);

  /** A network to be looked into. */
  static Trial trial(Trial network, long seed) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("task", network.text("task"));
    settings.put("network", network.key());
    settings.put("cell", network.text("cell"));
    settings.put("model", network.text("model"));
    settings.put("run", network.text("run"));
    settings.put("seed", String.valueOf(seed));
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) {
    Models models = new Models(place);
    LookupTask task = models.task(trial.text("task"));
    List<Object> who =
        List.of(trial.text("cell"), trial.text("model"), (Object) trial.integer("run"));
    StateTables tables = new StateTables(who);
    Table.Builder probes = TableProbe.table();
    try (var network = models.network(trial.text("network"))) {
      for (Split split : SPLITS) {
        States states = States.of(network, task.of(split));
        tables.add(split, states);
        for (String layer : States.LAYERS) {
          for (int table = 0; table < 2; table++) {
            for (int step = 0; step < states.steps(layer); step++) {
              if (place.interrupted()) throw new TrialInterrupted();
              TableProbe.add(probes, who, split, states, layer, step, table, trial.whole("seed"));
            }
          }
        }
      }
    }
    tables.into(place);
    place.add(probes.build());
  }
}
