package dev.sonde.question.machines;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.states.NoiseSweep;
import java.nio.file.Path;
import java.util.List;

/** Which machine is written into weights, and how they are disturbed; see each component. */
public record ConstructSettings(
    @Setting(help = "A machine that accepts or rejects", position = 0, label = "FILE.dot|NAME")
        String machine,
    @Setting(
            help = "Scale of the weights; 0: the least at which any such machine is exact",
            initial = "0",
            min = 0,
            max = 1000)
        double scale,
    @Setting(
            help = "Standard deviations of the noise",
            initial = "0.0,0.05,0.1,0.2,0.3,0.5",
            min = 0,
            label = "S")
        List<Double> sigma,
    @Setting(help = "Networks per deviation", initial = "2", min = 1) int repeats,
    @Setting(
            help = "Train each noisy network at most so long; 0: not at all",
            unit = "epochs",
            initial = "0",
            min = 0)
        int retrain,
    @Setting(help = "Words to train on", initial = "20000", min = 1) int words,
    @Setting(
            help = "Where trainings are kept",
            initial = "sonde-constructed",
            label = "FOLDER",
            affectsResult = false)
        Path out,
    @Setting(help = "Seed of noise and words", initial = "1") long seed)
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
