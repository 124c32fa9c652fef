package dev.sonde.app.sites;

import dev.sonde.app.output.UserError;
import dev.sonde.network.model.Hints;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.question.pause.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands at sites of a network for a user's inputs?
 *
 * @param inputs {@code X.npy}, or {@code name=X.npy} for each of several
 * @param gradient whether the gradient is asked for: of output {@code followed} of each example, or
 *     of the greatest
 * @param batch examples at a time
 * @param each whether a row per example is needed, even if all run at once
 */
public record SiteQuestion(
    Path model,
    Hints hints,
    List<String> sites,
    List<String> inputs,
    boolean gradient,
    @Nullable Integer followed,
    int batch,
    boolean each) {

  public SiteQuestion {
    if (batch < 1) throw new UserError("--batch " + batch + ": at least 1");
    if (followed != null && !gradient) throw new UserError("--class belongs to --gradient");
    sites = List.copyOf(sites);
    inputs = List.copyOf(inputs);
  }

  public Probe[] taps() {
    return sites.stream()
        .map(site -> gradient ? Tap.gradients(site) : Tap.values(site))
        .toArray(Probe[]::new);
  }

  public Probe[] shapes() {
    return sites.stream().map(Tap::shapes).toArray(Probe[]::new);
  }

  /**
   * @param files of the inputs
   */
  public String key(List<Path> files) {
    Fingerprint fingerprint = new Fingerprint().and(this).and(model);
    files.forEach(fingerprint::and);
    return fingerprint.hex();
  }
}
