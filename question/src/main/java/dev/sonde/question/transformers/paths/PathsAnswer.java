package dev.sonde.question.transformers.paths;

import java.util.List;

/**
 * What paths into one component carry.
 *
 * @param to where they end
 * @param clean the logit difference of the clean text
 * @param corrupted that of the corrupted text
 * @param paths by where they begin, in the order of the model
 * @param median of |recovered| over all paths: what a path usually carries
 */
public record PathsAnswer(
    String to, double clean, double corrupted, List<Path> paths, double median) {

  public PathsAnswer {
    paths = List.copyOf(paths);
  }

  /**
   * @param value the logit difference with this path from the clean run
   * @param recovered share of the way from corrupted to clean
   */
  public record Path(String from, double value, double recovered) {}
}
