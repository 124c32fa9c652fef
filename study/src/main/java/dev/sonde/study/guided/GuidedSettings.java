package dev.sonde.study.guided;

import dev.sonde.network.layer.Cell;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Bounds;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the study trains and how much of everything it does. Everything random follows from seed.
 */
public record GuidedSettings(
    @Setting(
            help = "kinds of recurrent cell, gru or lstm or both",
            initial = "gru",
            label = "CELLS")
        List<Cell> cells,
    @Setting(help = "networks per group and cell", initial = "4", min = 1, max = 1000) int runs,
    @Setting(
            help = "how many of them exchange parts with the other group, and are pruned",
            initial = "2",
            min = 0)
        int transferRuns,
    @Setting(help = "units of encoder and decoder", initial = "96", min = 1, max = 8192) int hidden,
    @Setting(help = "length of training", unit = "epochs", initial = "40", min = 1) int epochs,
    @Setting(
            help = "length of training after a part was moved or weights were pruned",
            unit = "epochs",
            initial = "20",
            min = 1)
        int retrainEpochs,
    @Setting(help = "examples per step of training", initial = "4", min = 1) int batch,
    @Setting(help = "learning rate of Adam", initial = "0.002", above = 0) double rate,
    @Setting(
            help = "steps between looks at the validation loss; 0: each epoch",
            initial = "58",
            min = 0)
        int evaluateEvery,
    @Setting(
            help = "epochs between networks that are kept beside the best; 0: none",
            initial = "0",
            min = 0)
        int keepEvery,
    @Setting(
            help = "weights of less magnitude are pruned, one network per threshold",
            initial = "0.1",
            label = "X")
        List<Double> thresholds,
    @Setting(
            help = "folder of published examples (train.tsv, …) instead of generated tables",
            label = "FOLDER")
        @Nullable Path data,
    @Setting(help = "seed of tables, splits, weights, order and folds", initial = "1") long seed)
    implements Adjustable<GuidedSettings> {

  public GuidedSettings {
    Bounds.atLeast("steps between evaluations", evaluateEvery, 0);
    Bounds.atLeast("epochs between kept networks", keepEvery, 0);
    cells = List.copyOf(cells);
    thresholds = List.copyOf(thresholds);
    SettingsCodec.check(
        GuidedSettings.class,
        cells,
        runs,
        transferRuns,
        hidden,
        epochs,
        retrainEpochs,
        batch,
        rate,
        evaluateEvery,
        keepEvery,
        thresholds,
        data,
        seed);
    if (cells.isEmpty() || !List.of(Cell.GRU, Cell.LSTM).containsAll(cells)) {
      throw new TaskException("cells: gru, lstm, or both, not " + cells);
    }
  }

  /** Minutes on two cores: small networks that still show it. */
  public static GuidedSettings quick() {
    return SettingsCodec.of(GuidedSettings.class).defaults();
  }

  /**
   * As published; hours. Retraining is not described there: ten epochs are what a guided network
   * needs to get its validation examples right from scratch.
   */
  public static GuidedSettings paper() {
    return new GuidedSettings(
        List.of(Cell.GRU, Cell.LSTM),
        5,
        5,
        512,
        100,
        10,
        1,
        1e-3,
        200,
        50,
        List.of(0.05, 0.1),
        null,
        1);
  }

  Recipe recipe(Cell cell) {
    return new Recipe(cell, hidden, epochs, batch, rate, evaluateEvery, keepEvery);
  }

  Recipe retraining(Cell cell) {
    return new Recipe(cell, hidden, retrainEpochs, batch, rate, evaluateEvery, 0);
  }
}
