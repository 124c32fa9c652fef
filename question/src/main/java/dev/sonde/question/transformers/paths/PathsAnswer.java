package dev.sonde.question.transformers.paths;

import java.util.List;

/**
 * Logit differences recovered by patching single paths into one component.
 *
 * @param to the component that the paths lead into
 * @param clean the logit difference on the clean text
 * @param corrupted the logit difference on the corrupted text
 * @param paths by their first component, in the order of the model
 * @param median median of |recovered| over all paths
 */
public record PathsAnswer(
    String to, double clean, double corrupted, List<Path> paths, double median) {

  public PathsAnswer {
    paths = List.copyOf(paths);
  }

  /**
   * @param value the logit difference with this path patched
   * @param recovered (value − corrupted) / (clean − corrupted)
   */
  public record Path(String from, double value, double recovered) {}
}
