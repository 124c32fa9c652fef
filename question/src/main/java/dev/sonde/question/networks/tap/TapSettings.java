package dev.sonde.question.networks.tap;

import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.question.networks.DataSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which sites of which network are written; see each component. */
public record TapSettings(
    @Setting(help = "A network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(help = "Sites, such as 'layer1.**' or 'fc2[0..9]'", separator = "", label = "SITE")
        List<String> site,
    @Nested DataSettings data,
    @Setting(
            help =
                "Take gradients instead of values: of each example's largest output, or of a"
                    + " target class; of an output with places (tokens, steps), at the last one")
        boolean gradient,
    @Setting(
            help =
                "The class whose output is differentiated, from 0; default: each example's largest"
                    + " output",
            min = 0,
            alsoNamed = "class")
        @Nullable Integer target,
    @Setting(
            help =
                "Compare the outputs of an ONNX model with ONNX Runtime; fails if they differ by"
                    + " more than a thousandth of the largest value")
        boolean verify)
    implements Adjustable<TapSettings> {

  public TapSettings {
    site = List.copyOf(site);
    SettingsCodec.check(TapSettings.class, model, site, data, gradient, target, verify);
    if (site.isEmpty()) throw new SettingsException("site", "give sites, such as 'layer1.**'");
    if (target != null && !gradient) {
      throw new SettingsException("target", "applies only to gradients").mendedBy("gradient");
    }
  }

  Probe[] taps() {
    return site.stream()
        .map(name -> gradient ? Tap.gradients(name) : Tap.values(name))
        .toArray(Probe[]::new);
  }

  Probe[] shapes() {
    return site.stream().map(Tap::shapes).toArray(Probe[]::new);
  }
}
