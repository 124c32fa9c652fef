package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.figure.table.Table;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Workplace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of one network: {@code networks} has one row, {@code clusterings} one per method. */
final class StateTables {

  private StateTables() {}

  /** How the states are looked at, as settings of a trial. */
  static Map<String, String> analysis(Grid grid) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("total", String.valueOf(grid.total()));
    settings.put("accuracy_words", String.valueOf(grid.accuracyWords()));
    settings.put("clusterings", String.join(",", grid.clusterings()));
    return settings;
  }

  /**
   * @param before how much of the trial is done
   * @param epochs of the training, if there was one
   */
  static void add(
      Trial trial,
      Workplace place,
      StateNetwork network,
      Machine machine,
      double before,
      @Nullable Integer epochs) {
    List<ClusteringChoice> choices =
        ClusteringChoice.named(List.of(trial.text("clusterings").split(",")));
    StateAnalysis.Settings settings =
        new StateAnalysis.Settings(
            trial.integer("total"),
            trial.integer("accuracy_words"),
            trial.whole("seed"),
            1,
            choices,
            Scaling.NONE);
    int[] done = {0};
    StateAnalysis analysis =
        StateAnalysis.of(
                network,
                machine,
                settings,
                _ -> {
                  if (place.interrupted()) throw new TrialInterrupted();
                  place.progress(before + (1 - before) * ++done[0] / choices.size());
                })
            .analysis();
    RnnClassifier rnn = network.model();
    String name = trial.settings().getOrDefault("network", "");
    Table.Builder networks =
        Table.named("networks")
            .text("network", "machine", "cell")
            .integer("layers", "hidden", "repeat", "epochs", "states", "vectors", "dimensions")
            .real("accuracy", "last_output")
            .truth("learned");
    String repeat = trial.settings().get("repeat");
    networks.row(
        name,
        machine.name(),
        rnn.cell(),
        rnn.layers(),
        rnn.hidden(),
        repeat == null ? null : Integer.valueOf(repeat),
        epochs,
        analysis.states(),
        analysis.vectors(),
        analysis.dimensions(),
        analysis.accuracy(),
        analysis.lastOutput(),
        analysis.learned());
    place.add(networks.build());
    place.add(clusterings(analysis));
  }

  private static Table clusterings(StateAnalysis analysis) {
    Table.Builder table =
        Table.named("clusterings")
            .text("clustering")
            .integer("clusters")
            .real(
                "ambiguity",
                "weighted",
                "max",
                "homogeneity",
                "completeness",
                "nmi",
                "noise",
                "matched");
    for (StateAnalysis.Result r : analysis.clusterings()) {
      table.row(
          r.name(),
          r.clusters(),
          r.ambiguity(),
          r.weighted(),
          r.max(),
          r.homogeneity(),
          r.completeness(),
          r.nmi(),
          r.noise(),
          r.matched());
    }
    return table.build();
  }
}
