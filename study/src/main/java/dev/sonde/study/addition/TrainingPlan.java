package dev.sonde.study.addition;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.trial.Trial;

/** How one network is trained; as a trial's settings it is all that its result depends on. */
public record TrainingPlan(
    @Nested DataSettings data,
    @Setting(help = "units of encoder and decoder", min = 1) int units,
    @Setting(help = "let the decoder attend to the encoder's states") boolean attention,
    @Setting(
            help =
                "show sums of fewer digits first, each number of digits for an equal share of the"
                    + " epochs")
        boolean curriculum,
    @Setting(help = "length of training at most", unit = "epochs", min = 1) int epochs,
    @Setting(help = "sums per step", min = 1) int batch,
    @Setting(help = "learning rate of Adam", above = 0) double rate,
    @Setting(
            help = "evaluations without a better exact accuracy until it stops early; 0: never",
            min = 0)
        int patience,
    @Setting(help = "epochs between kept networks; 0: the last alone", min = 0) int keepEvery,
    @Setting(help = "seed of weights and order") long seed)
    implements Adjustable<TrainingPlan> {

  /** Names the {@link TrainingWork} of this plan. */
  public static final String KIND = "addition/train";

  /** The published setting: 200 epochs of Adam at 10⁻³ in batches of 128, no early stop. */
  public static TrainingPlan of(DataSettings data, int units, long seed) {
    return new TrainingPlan(data, units, false, false, 200, 128, 1e-3, 0, 20, seed);
  }

  /** The architecture. */
  Seq2Seq model() {
    if (!attention) return Seq2Seq.plain(Alphabet.size(), units, Alphabet.START);
    int symbols = Alphabet.size();
    return new Seq2Seq(Cell.LSTM, symbols, 0, symbols, units, units, true, Alphabet.START);
  }

  /** As a trial. */
  public Trial trial() {
    return Trial.of(KIND, SettingsCodec.of(TrainingPlan.class).write(this));
  }

  /** The plan that a trial's settings say. */
  public static TrainingPlan of(Trial trial) {
    return trial.as(TrainingPlan.class);
  }
}
