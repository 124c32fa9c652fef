package dev.sonde.question.weights;

import dev.sonde.figure.weights.Distribution;
import java.nio.file.Path;
import java.util.List;

/**
 * Histograms of tensors on shared bins.
 *
 * @param files that they are from
 * @param tensors one each, the same tensor of several files side by side
 */
public record HistAnswer(List<Path> files, List<Drawn> tensors) {

  public HistAnswer {
    files = List.copyOf(files);
    tensors = List.copyOf(tensors);
  }

  /**
   * @param file index of the file that the tensor is from
   */
  public record Drawn(int file, String tensor, Distribution distribution) {}
}
