package dev.sonde.question.networks;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Which network is looked at; see each component. */
public record InspectSettings(
    @Setting(help = "A network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(
            help =
                "The shape of an input, of which free axes are else taken as 1; the name may be"
                    + " left out if there is only one",
            label = "NAME=N,N,…",
            separator = "")
        List<String> shape,
    @Nested DataSettings data)
    implements Adjustable<InspectSettings> {

  public InspectSettings {
    shape = List.copyOf(shape);
  }
}
