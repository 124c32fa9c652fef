package dev.sonde.question.transformers.neurons;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;

/** Which neurons are described, on which texts; see each component. */
public record NeuronsSettings(
    @Nested ModelSettings how,
    @Nested TextsSettings read,
    @Setting(
            help = "Only neurons of this layer, from 0; −1: all layers",
            initial = "-1",
            min = -1,
            max = 1_000_000)
        int layer,
    @Setting(
            help = "Only the neuron with this number, from 0; −1: all",
            initial = "-1",
            min = -1,
            max = 100_000_000)
        int neuron,
    @Setting(
            help = "Neurons listed, the most selective first",
            initial = "10",
            min = 1,
            max = 100_000)
        int neurons,
    @Setting(
            help = "Tokens listed for each neuron: most active on, raised and lowered",
            initial = "5",
            min = 1,
            max = 1000)
        int top,
    @Setting(
            help = "Tokens of context shown before and after each token",
            initial = "6",
            min = 0,
            max = 1000)
        int context,
    @Setting(help = "Seed of the random directions", initial = "0") long seed)
    implements Adjustable<NeuronsSettings> {

  public NeuronsSettings {
    SettingsCodec.check(
        NeuronsSettings.class, how, read, layer, neuron, neurons, top, context, seed);
  }
}
