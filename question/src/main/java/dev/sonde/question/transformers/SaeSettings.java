package dev.sonde.question.transformers;

import dev.sonde.network.transformer.dictionary.Dictionary;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which activations a dictionary is trained on, and how; see each component. */
public record SaeSettings(
    @Nested ModelSettings how,
    @Setting(
            help = "Site of the activations, such as blocks.2.resid_post or blocks.0.mlp.out",
            position = 1)
        String site,
    @Setting(
            help = "Training texts, one per line; default: texts that the model generates",
            label = "FILE",
            input = true)
        @Nullable Path texts,
    @Setting(
            help = "Number of texts to generate if none are given",
            initial = "40",
            min = 10,
            max = 100_000)
        int written,
    @Setting(
            help = "Longer texts are cut into pieces of this many tokens",
            initial = "128",
            min = 2,
            max = 1 << 20)
        int context,
    @Setting(help = "Features in the dictionary", initial = "256", min = 1, max = 1 << 20)
        int features,
    @Setting(
            help = "Active features per token at most (the k of TopK)",
            initial = "8",
            min = 1,
            max = 1 << 20)
        int active,
    @Setting(help = "Epochs: passes over all activations", initial = "40", min = 1) int epochs,
    @Setting(help = "Activations per step", initial = "256", min = 1) int batch,
    @Setting(help = "Learning rate of Adam", initial = "0.001", above = 0) double rate,
    @Setting(
            help = "Dead features used in the auxiliary loss (AuxK); 0: no auxiliary loss",
            initial = "32",
            min = 0)
        int auxiliary,
    @Setting(
            help = "Also train a dictionary on shuffled activations, as a baseline",
            initial = "true")
        boolean control,
    @Setting(help = "Strongest tokens listed for each feature", initial = "5", min = 1, max = 100)
        int top,
    @Setting(
            help = "Folder for the dictionary and for the state of interrupted training",
            initial = "sonde-sae",
            label = "FOLDER",
            affectsResult = false)
        Path out,
    @Setting(
            help = "Seed of the initial directions, the order of activations and generated texts",
            initial = "1")
        long seed)
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
