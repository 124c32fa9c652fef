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
            help = "A further file; the addresses are looked up in each",
            separator = "",
            input = true)
        List<Path> file,
    @Setting(help = "One ridge below the other, however few there are") boolean ridgeline,
    @Setting(help = "Heights by powers of ten, so that tails are seen") boolean log)
    implements Adjustable<HistSettings> {

  public HistSettings {
    addresses = List.copyOf(addresses);
    file = List.copyOf(file);
    if (addresses.isEmpty()) throw new SettingsException("addresses", "name at least one tensor");
  }
}
