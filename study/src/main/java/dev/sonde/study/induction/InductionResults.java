package dev.sonde.study.induction;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.table.Table;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.induction.InductionPlan.Member;
import dev.sonde.study.trial.KeptNetworks;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was found in all networks of the study. */
record InductionResults(InductionPlan plan, TrialResults found) implements StudyResults {

  List<Measured> measured() {
    return plan.members().stream().map(member -> Measured.of(this, member)).toList();
  }

  @Override
  public List<Table> tables() {
    return List.of(networkTable());
  }

  /** One row per network. */
  Table networkTable() {
    Table.Builder table =
        Table.named("networks")
            .text("network")
            .integer("layers", "run")
            .text("trained", "looked")
            .real("first_loss", "again_loss", "accuracy", "in_context")
            .integer("half_right", "looked_back", "inducted")
            .text("previous_head")
            .real("previous")
            .text("induction_heads")
            .real("induction", "control", "untrained_induction")
            .real("without_previous", "without_others", "induction_without_previous")
            .real("k_composition", "k_random");
    for (Measured m : measured()) {
      Member member = m.member();
      table.row(
          member.name(),
          member.layers(),
          member.run(),
          plan.network(member).key(),
          plan.look(member).key(),
          m.end("first_loss"),
          m.end("again_loss"),
          m.end("accuracy"),
          m.end("in_context"),
          orNone(m.right(.5)),
          orNone(m.lookedBack()),
          orNone(m.inducted()),
          m.previousHead().name(),
          m.previousHead().previous(),
          String.join(" ", m.inductionHeads().stream().map(Score::name).toList()),
          m.bestInduction().induction(),
          m.bestInduction().control(),
          m.untrainedInduction(),
          m.without(m.previousHead().name(), "again_loss"),
          orNone(m.withoutOthers("again_loss")),
          m.without(m.previousHead().name(), "induction"),
          orNone(m.keyComposition()),
          orNone(m.randomComposition()));
    }
    return table.build();
  }

  private static @Nullable Long orNone(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static @Nullable Double orNone(double value) {
    return Double.isNaN(value) ? null : value;
  }

  @Override
  public Map<String, Path> networks() {
    Map<String, Path> networks = new LinkedHashMap<>();
    for (Member member : plan.members()) {
      networks.put(member.name(), KeptNetworks.last(found.run(plan.network(member))));
    }
    return networks;
  }

  @Override
  public StudyAnswer answer(Provenance how, Workers workers) {
    return StudyAnswer.of(new InductionReport(this).page(how), "networks", networkTable());
  }
}
