package dev.sonde.study.addition;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.study.trial.Trial;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one network is trained; as a trial's settings it is all that its result depends on.
 *
 * @param data which sums
 * @param units of encoder and decoder
 * @param attention whether the decoder attends to the encoder's states
 * @param curriculum whether sums of fewer digits come first, each number of digits for an equal
 *     share of the epochs
 * @param epochs at most
 * @param batch sums per step
 * @param rate of Adam
 * @param patience evaluations without a better exact accuracy until it stops early; 0: never
 * @param keepEvery epochs between kept networks
 * @param seed of weights and shuffling
 */
public record TrainingPlan(
    DataSettings data,
    int units,
    boolean attention,
    boolean curriculum,
    int epochs,
    int batch,
    double rate,
    int patience,
    int keepEvery,
    long seed) {

  /** Names the {@link TrainingWork} of this plan. */
  public static final String KIND = "addition/train";

  /** The published setting: 200 epochs of Adam at 10⁻³ in batches of 128, no early stop. */
  public static TrainingPlan of(DataSettings data, int units, long seed) {
    return new TrainingPlan(data, units, false, false, 200, 128, 1e-3, 0, 20, seed);
  }

  public TrainingPlan data(DataSettings other) {
    return new TrainingPlan(
        other, units, attention, curriculum, epochs, batch, rate, patience, keepEvery, seed);
  }

  public TrainingPlan attention(boolean on) {
    return new TrainingPlan(
        data, units, on, curriculum, epochs, batch, rate, patience, keepEvery, seed);
  }

  public TrainingPlan curriculum(boolean on) {
    return new TrainingPlan(
        data, units, attention, on, epochs, batch, rate, patience, keepEvery, seed);
  }

  public TrainingPlan batch(int sums) {
    return new TrainingPlan(
        data, units, attention, curriculum, epochs, sums, rate, patience, keepEvery, seed);
  }

  public TrainingPlan epochs(int most) {
    return new TrainingPlan(
        data, units, attention, curriculum, most, batch, rate, patience, keepEvery, seed);
  }

  public TrainingPlan patience(int evaluations) {
    return new TrainingPlan(
        data, units, attention, curriculum, epochs, batch, rate, evaluations, keepEvery, seed);
  }

  public TrainingPlan keepEvery(int every) {
    return new TrainingPlan(
        data, units, attention, curriculum, epochs, batch, rate, patience, every, seed);
  }

  /** The architecture. */
  Seq2Seq model() {
    if (!attention) return Seq2Seq.plain(Alphabet.size(), units, Alphabet.START);
    int symbols = Alphabet.size();
    return new Seq2Seq(Cell.LSTM, symbols, 0, symbols, units, units, true, Alphabet.START);
  }

  /** As a trial. */
  public Trial trial() {
    Format format = data.format();
    Map<String, String> settings = new TreeMap<>();
    settings.put("digits", String.valueOf(format.digits()));
    settings.put("terms", String.valueOf(format.terms()));
    settings.put("reversed", String.valueOf(format.reversed()));
    settings.put("trained_digits", String.valueOf(data.trainedDigits()));
    settings.put("samples", String.valueOf(data.samples()));
    settings.put("sampling", data.sampling().toString());
    settings.put("held_out", String.valueOf(data.heldOut()));
    settings.put("test", String.valueOf(data.test()));
    settings.put("data_seed", String.valueOf(data.seed()));
    settings.put("units", String.valueOf(units));
    settings.put("attention", String.valueOf(attention));
    settings.put("curriculum", String.valueOf(curriculum));
    settings.put("epochs", String.valueOf(epochs));
    settings.put("batch", String.valueOf(batch));
    settings.put("rate", String.valueOf(rate));
    settings.put("patience", String.valueOf(patience));
    settings.put("keep_every", String.valueOf(keepEvery));
    settings.put("seed", String.valueOf(seed));
    return Trial.of(KIND, settings);
  }

  /** The plan that a trial's settings say. */
  public static TrainingPlan of(Trial trial) {
    Format format =
        new Format(trial.integer("digits"), trial.integer("terms"), truth(trial, "reversed"));
    DataSettings data =
        new DataSettings(
            format,
            trial.integer("trained_digits"),
            trial.integer("samples"),
            Sampling.valueOf(trial.text("sampling").toUpperCase(Locale.ROOT).replace('-', '_')),
            trial.real("held_out"),
            trial.integer("test"),
            trial.whole("data_seed"));
    return new TrainingPlan(
        data,
        trial.integer("units"),
        truth(trial, "attention"),
        truth(trial, "curriculum"),
        trial.integer("epochs"),
        trial.integer("batch"),
        trial.real("rate"),
        trial.integer("patience"),
        trial.integer("keep_every"),
        trial.whole("seed"));
  }

  private static boolean truth(Trial trial, String name) {
    return Boolean.parseBoolean(trial.text(name));
  }
}
