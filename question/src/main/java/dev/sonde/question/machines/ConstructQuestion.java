package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.network.torch.Torch;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.study.states.NamedMachines;
import dev.sonde.study.states.NoiseSweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How does noise change a network whose weights encode a machine? */
public final class ConstructQuestion implements Question<ConstructSettings, NoiseSweep> {

  @Override
  public About<ConstructSettings> about() {
    return About.of(
            "construct",
            Group.MACHINES,
            "Encodes a DFA in a network's weights and adds noise.",
            ConstructSettings.class)
        .details(
            "Adds noise of increasing standard deviation to the weights of a tanh network, and"
                + " measures accuracy and ambiguity; optionally again after retraining.")
        .needs(Need.MACHINE)
        .examples("construct tomita3 --sigma 0,0.1,0.2 --retrain 30");
  }

  @Override
  public NoiseSweep answer(ConstructSettings settings, Work work) throws IOException {
    Torch.require();
    Machine machine = NamedMachines.minimal(settings.machine());
    try (Work.Stage stage = work.stage("disturbing", "networks", -1)) {
      return NoiseSweep.of(machine, settings.sweep(), settings.out(), () -> stepped(stage, work));
    }
  }

  @Override
  public Page summary(ConstructSettings settings, NoiseSweep sweep) {
    return new Page(
        "Noise on a constructed network",
        sweep.machine(),
        List.of(Finding.plain("%d hidden units, s = %s.".formatted(sweep.hidden(), sweep.scale()))),
        List.of(
            new Page.Section(
                "Networks",
                List.of(
                    new TableBlock(
                        columns(sweep).table("networks", "By increasing noise", sweep.rows()))))));
  }

  private static Columns<NoiseSweep.Row> columns(NoiseSweep sweep) {
    List<String> names = List.copyOf(sweep.rows().getFirst().noisy().weighted().keySet());
    Columns<NoiseSweep.Row> columns =
        Columns.<NoiseSweep.Row>empty()
            .real("sigma", "σ", NoiseSweep.Row::deviation)
            .explained("standard deviation of the noise on every weight and bias")
            .integer("repeat", NoiseSweep.Row::repeat)
            .real("accuracy", row -> row.noisy().accuracy());
    for (String name : names) {
      columns =
          columns
              .and(name, name, Head.Type.REAL, row -> row.noisy().weighted().get(name))
              .explained("weighted ambiguity of this clustering");
    }
    if (sweep.rows().getFirst().retrained() == null) return columns;
    columns =
        columns
            .and("epochs", "epochs", Head.Type.INTEGER, NoiseSweep.Row::epochs)
            .and("retrained", "retrained", Head.Type.REAL, row -> retrained(row).accuracy())
            .explained("accuracy after training");
    for (String name : names) {
      columns =
          columns.and(
              name + "_retrained",
              name + ", retrained",
              Head.Type.REAL,
              row -> retrained(row).weighted().get(name));
    }
    return columns;
  }

  private static NoiseSweep.Look retrained(NoiseSweep.Row row) {
    NoiseSweep.Look look = row.retrained();
    return look == null ? row.noisy() : look;
  }

  @Override
  public List<Path> inputs(ConstructSettings settings) {
    return NamedMachines.files(settings.machine());
  }

  /** Training saves its progress when its thread is interrupted. */
  private static void stepped(Work.Stage stage, Work work) {
    stage.step(1);
    if (work.stopped()) Thread.currentThread().interrupt();
  }
}
