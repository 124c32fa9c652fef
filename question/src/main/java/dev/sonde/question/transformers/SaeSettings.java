package dev.sonde.question.transformers;

import dev.sonde.network.transformer.dictionary.Dictionary;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which activations a dictionary is made for, and how; see each component. */
public record SaeSettings(
    @Nested ModelSettings how,
    @Setting(
            help = "Whose activations, such as blocks.2.resid_post or blocks.0.mlp.out",
            position = 1)
        String site,
    @Setting(
            help = "A text per line; without, texts that the model writes",
            label = "FILE",
            input = true)
        @Nullable Path texts,
    @Setting(
            help = "Texts that the model writes where none are given",
            initial = "40",
            min = 10,
            max = 100_000)
        int written,
    @Setting(
            help = "Longer texts are cut into pieces of so many tokens",
            initial = "128",
            min = 2,
            max = 1 << 20)
        int context,
    @Setting(help = "Directions in the dictionary", initial = "256", min = 1, max = 1 << 20)
        int features,
    @Setting(
            help = "At most so many features write one activation (TopK's k)",
            initial = "8",
            min = 1,
            max = 1 << 20)
        int active,
    @Setting(help = "How often all activations are seen", initial = "40", min = 1) int epochs,
    @Setting(help = "Activations per step", initial = "256", min = 1) int batch,
    @Setting(help = "Learning rate of Adam", initial = "0.001", above = 0) double rate,
    @Setting(
            help = "Dead features that help to explain the error that is left; 0: none",
            initial = "32",
            min = 0)
        int auxiliary,
    @Setting(
            help = "Whether a dictionary of shuffled activations is trained too, for comparison",
            initial = "true")
        boolean control,
    @Setting(help = "Places shown of each feature", initial = "5", min = 1, max = 100) int top,
    @Setting(
            help = "Where the dictionary is kept, and trainings to go on with",
            initial = "sonde-sae",
            label = "FOLDER",
            affectsResult = false)
        Path out,
    @Setting(help = "Seed of directions, order and texts", initial = "1") long seed)
    implements Adjustable<SaeSettings> {

  public SaeSettings {
    SettingsCodec.check(
        SaeSettings.class,
        how,
        site,
        texts,
        written,
        context,
        features,
        active,
        epochs,
        batch,
        rate,
        auxiliary,
        control,
        top,
        out,
        seed);
    if (active > features) {
      throw new SettingsException(
          "active", "%d: more than the %d features of the dictionary".formatted(active, features));
    }
  }

  Dictionary.Settings training() {
    return new Dictionary.Settings(features, active, epochs, batch, rate, auxiliary, seed);
  }
}
