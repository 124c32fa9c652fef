package dev.sonde.study.grokking;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.table.Table;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.trial.KeptNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found in all networks of the study. */
record GrokkingResults(GrokkingPlan plan, TrialResults found) implements StudyResults {

  List<Measured> measured() {
    List<Measured> all = new ArrayList<>();
    for (int run = 1; run <= plan.settings().runs(); run++) all.add(Measured.of(this, run));
    return all;
  }

  @Override
  public List<Table> tables() {
    return List.of(networkTable());
  }

  /** One row per network. */
  Table networkTable() {
    Table.Builder table =
        Table.named("networks")
            .integer("run")
            .text("trained", "looked")
            .integer("memorised", "generalised")
            .real("accuracy", "train_loss", "loss")
            .text("keys")
            .real("carried", "restricted_loss", "excluded_loss", "norm");
    for (Measured m : measured()) {
      String keys =
          m.keyFrequencies().stream().map(String::valueOf).collect(Collectors.joining(" "));
      table.row(
          m.run(),
          plan.network(m.run()).key(),
          plan.look(m.run()).key(),
          orNone(m.memorised()),
          orNone(m.generalised()),
          m.end("accuracy"),
          m.end("train_loss"),
          m.end("loss"),
          keys,
          m.endProgress("neuron_share"),
          m.endProgress("restricted_loss"),
          m.endProgress("excluded_loss"),
          m.end("norm"));
    }
    return table.build();
  }

  private static @Nullable Long orNone(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  @Override
  public Map<String, Path> networks() {
    Map<String, Path> networks = new LinkedHashMap<>();
    for (int run = 1; run <= plan.settings().runs(); run++) {
      networks.put("run-" + run, KeptNetworks.last(found.run(plan.network(run))));
    }
    return networks;
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) {
    return StudyAnswer.of(new GrokkingReport(this).page(how), "networks", networkTable());
  }
}
