package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.train.Evaluation;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Trains one network to follow one machine and looks at its states. */
final class TrainedWork implements Work {

  static final String KIND = "states/train";

  /** Training is most of the work. */
  private static final double TRAINING = 0.7;

  static Trial trial(
      Grid grid, Machine machine, String hash, Cell cell, Grid.Size size, int repeat) {
    Map<String, String> settings = new TreeMap<>(StateTables.analysis(grid));
    String which = machine.name() + " " + hash + " " + cell + " " + size;
    long seed = Seeds.mix(Seeds.mix(grid.seed(), which), repeat) >>> 16;
    settings.putAll(
        StateTraining.of(cell, machine)
            .size(size.layers(), size.hidden(machine))
            .words(grid.words())
            .epochs(grid.epochs())
            .seed(seed)
            .asMap());
    settings.put("machine", machine.name());
    settings.put("machine_hash", hash);
    settings.put("size", size.toString());
    settings.put("repeat", String.valueOf(repeat));
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    Machine machine =
        StudyInputs.of(place).machine(trial.text("machine_hash"), trial.text("machine"));
    Cell cell = Cell.valueOf(trial.text("cell").toUpperCase(Locale.ROOT));
    StateTraining training =
        new StateTraining(
            cell,
            trial.integer("layers"),
            trial.integer("hidden"),
            trial.integer("words"),
            trial.integer("epochs"),
            trial.whole("seed"),
            0);
    var trained = training.run(machine, place.scratch().resolve("training"), listener(place));
    try (StateNetwork network = trained.network()) {
      if (!trained.result().finished()) throw new TrialInterrupted();
      network
          .network()
          .save(
              place.checkpoints().resolve("trained.safetensors"),
              Map.of("machine", machine.name(), "seed", trial.text("seed")));
      place.add(history(trained.result()));
      StateTables.add(trial, place, network, machine, TRAINING, trained.result().epochs());
    }
  }

  private static TrainingListener listener(Workplace place) {
    return TrainingListener.of(share -> place.progress(TRAINING * share), place::interrupted);
  }

  private static Table history(TrainingResult result) {
    Table.Builder table =
        Table.named("training")
            .integer("epoch", "step")
            .real("training_loss", "validation_loss", "validation_accuracy");
    for (Evaluation e : result.history()) {
      table.row(
          e.epoch(),
          e.step(),
          e.trainingLoss(),
          e.metrics().get(WordObjective.LOSS),
          e.metrics().get(WordObjective.ACCURACY));
    }
    return table.build();
  }
}
