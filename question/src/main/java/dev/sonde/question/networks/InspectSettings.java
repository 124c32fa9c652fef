package dev.sonde.question.networks;

import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Which network is inspected; see each component. */
public record InspectSettings(
    @Setting(help = "A network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(
            help =
                "The shape of an input; default: free axes are 1. The name may be left out if"
                    + " there is only one input",
            label = "NAME=N,N,…",
            separator = "")
        List<String> shape,
    @Nested DataSettings data)
    implements Adjustable<InspectSettings> {

  public InspectSettings {
    shape = List.copyOf(shape);
  }
}
