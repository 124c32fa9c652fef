package dev.sonde.study.addition;

import dev.sonde.analysis.cells.ProbeScore;
import dev.sonde.analysis.cells.ProbeSettings;
import dev.sonde.analysis.cells.Saturation;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.TrialStore;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks into the network of a published {@link TrainingWork}: the tables {@code ablation}, {@code
 * units}, {@code gates} and {@code probes}.
 */
public final class CellsWork implements Work {

  public static final String KIND = "addition/cells";

  /**
   * The trial that looks into a network.
   *
   * @param network the trial that trained it
   * @param sums how many are asked with each unit ablated; probes take as many
   */
  static Trial trial(Trial network, int sums, long seed) {
    return Trial.of(
        KIND,
        Map.of(
            "network", network.key(),
            "sums", String.valueOf(sums),
            "seed", String.valueOf(seed)));
  }

  /** Opens the network that a trial trained. */
  static Adder open(TrialStore store, String key) {
    Path file = store.run(key).checkpointFile(TrainingWork.LAST);
    Format format =
        FormatMetadata.read(Checkpoint.open(file).metadata())
            .orElseThrow(
                () -> new AdditionException(file + ": does not say how its sums are written"));
    return Adder.open(file, format);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    try (Adder adder = open(place.store(), trial.text("network"));
        Workers alone = Workers.of(1)) {
      List<Sum> sums = Sums.atMost(trial.integer("sums"), adder.format(), trial.whole("seed"));
      CellStates states = CellStates.of(adder, sums);
      ProbeSettings probes = ProbeSettings.defaults().seed(trial.whole("seed"));
      CellStatistics found = CellStatistics.of(states, states, adder.format(), probes, alone);
      units(found, place);
      probes(found.probes(), place);
      ablation(adder, sums, alone, place);
    }
  }

  private static void ablation(Adder adder, List<Sum> sums, Workers alone, Workplace place) {
    AblationStudy.Settings settings = AblationStudy.Settings.defaults();
    double total = (double) AblationStudy.count(adder, settings) * sums.size();
    long[] done = new long[1];
    AblationStudy study =
        AblationStudy.of(
            adder,
            sums,
            settings,
            alone,
            more -> {
              if (place.interrupted()) throw new TrialInterrupted();
              done[0] += more;
              place.progress(done[0] / total);
            });
    Table.Builder table =
        Table.named("ablation").text("side").integer("unit").real("exact", "character");
    table.row("none", -1, study.whole().exact(), study.whole().character());
    for (AblationStudy.Side side : AblationStudy.Side.values()) {
      for (AblationStudy.Effect e :
          side == AblationStudy.Side.ENCODER ? study.encoder() : study.decoder()) {
        table.row(side.toString(), e.units().getFirst(), e.exact(), e.character());
      }
    }
    place.add(table.build());
  }

  /** What {@link #run} kept of the ablation. */
  static AblationStudy ablation(Table table, int sums) {
    Accuracy whole = new Accuracy(Double.NaN, Double.NaN, sums, List.of(), List.of());
    List<AblationStudy.Effect> encoder = new ArrayList<>();
    List<AblationStudy.Effect> decoder = new ArrayList<>();
    for (var row : table.rows()) {
      double exact = number(row.get(2));
      double character = number(row.get(3));
      if ("none".equals(row.get(0))) {
        whole = new Accuracy(character, exact, sums, List.of(), List.of());
        continue;
      }
      int unit = (int) number(row.get(1));
      var effect = new AblationStudy.Effect(List.of(unit), character, exact);
      ("encoder".equals(row.get(0)) ? encoder : decoder).add(effect);
    }
    return new AblationStudy(whole, encoder, decoder);
  }

  static double number(@org.jspecify.annotations.Nullable Object cell) {
    return cell instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  private static void units(CellStatistics found, Workplace place) {
    Table.Builder units =
        Table.named("units")
            .text("side")
            .integer("unit")
            .real("mean", "deviation", "between_samples", "within_sequences", "content_share");
    Table.Builder gates =
        Table.named("gates").text("side", "gate").integer("unit").real("shut", "open");
    for (int side = 0; side < 2; side++) {
      String name = side == 0 ? "encoder" : "decoder";
      CellStatistics.Layer layer = side == 0 ? found.encoder() : found.decoder();
      for (Variation.Unit u : layer.variation().units()) {
        units.row(
            name,
            u.unit(),
            u.mean(),
            u.deviation(),
            u.betweenSamples(),
            u.withinSequences(),
            u.contentShare());
      }
      for (Saturation gate : layer.saturation()) {
        for (Saturation.Unit u : gate.units()) {
          gates.row(name, gate.gate(), u.unit(), u.shut(), u.open());
        }
      }
    }
    place.add(units.build());
    place.add(gates.build());
  }

  private static void probes(CellProbes probes, Workplace place) {
    Table.Builder table =
        Table.named("probes")
            .text("side", "property", "measure")
            .real("score", "baseline", "control")
            .integer("tested");
    for (int side = 0; side < 2; side++) {
      for (ProbeScore s : side == 0 ? probes.encoder() : probes.decoder()) {
        table.row(
            side == 0 ? "encoder" : "decoder",
            s.property(),
            s.measure(),
            s.score(),
            s.baseline(),
            s.control(),
            s.tested());
      }
    }
    place.add(table.build());
  }
}
