package dev.sonde.question.weights;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;

/** Which tensors' values are drawn, and how; see each component. */
public record HistSettings(
    @Setting(help = "A checkpoint of any known format", position = 0, input = true) Path checkpoint,
    @Setting(
            help = "Addresses of tensors, or patterns of them",
            position = 1,
            label = "ADDRESS",
            separator = "")
        List<String> addresses,
    @Setting(
            help = "A further checkpoint; the tensors are looked up in each",
            separator = "",
            input = true)
        List<Path> file,
    @Setting(help = "Draw a ridgeline plot, also for few tensors") boolean ridgeline,
    @Setting(help = "Logarithmic heights, which make tails visible") boolean log)
    implements Adjustable<HistSettings> {

  public HistSettings {
    addresses = List.copyOf(addresses);
    file = List.copyOf(file);
    if (addresses.isEmpty()) throw new SettingsException("addresses", "name at least one tensor");
  }
}
