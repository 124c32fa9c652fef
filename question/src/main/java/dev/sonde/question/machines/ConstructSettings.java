package dev.sonde.question.machines;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.states.NoiseSweep;
import java.nio.file.Path;
import java.util.List;

/** Which machine is encoded in weights, and which noise is added; see each component. */
public record ConstructSettings(
    @Setting(help = "A machine that accepts or rejects", position = 0, label = "FILE.dot|NAME")
        String machine,
    @Setting(
            help = "Scale of the weights; 0: the smallest at which any such machine is exact",
            initial = "0",
            min = 0,
            max = 1000)
        double scale,
    @Setting(
            help = "Standard deviations of the noise on every weight and bias",
            initial = "0.0,0.05,0.1,0.2,0.3,0.5",
            min = 0,
            label = "S")
        List<Double> sigma,
    @Setting(help = "Networks per standard deviation", initial = "2", min = 1) int repeats,
    @Setting(
            help = "Largest number of epochs to retrain each noisy network; 0: no retraining",
            unit = "epochs",
            initial = "0",
            min = 0)
        int retrain,
    @Setting(help = "Words to train on", initial = "20000", min = 1) int words,
    @Setting(
            help = "Folder for the state of training",
            initial = "sonde-constructed",
            label = "FOLDER",
            affectsResult = false)
        Path out,
    @Setting(help = "Seed of the noise and the words", initial = "1") long seed)
    implements Adjustable<ConstructSettings> {

  public ConstructSettings {
    sigma = List.copyOf(sigma);
    SettingsCodec.check(
        ConstructSettings.class, machine, scale, sigma, repeats, retrain, words, out, seed);
  }

  NoiseSweep.Settings sweep() {
    return new NoiseSweep.Settings(scale, sigma, repeats, retrain, words, seed);
  }
}
