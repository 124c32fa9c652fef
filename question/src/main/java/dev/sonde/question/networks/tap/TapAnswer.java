package dev.sonde.question.networks.tap;

import dev.sonde.analysis.weights.Measured;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * What stands at sites.
 *
 * @param examples that were shown
 * @param sites in the order in which they are computed
 * @param values of each site, {@code [examples × …]} float32; they lie on disk, and memory holds
 *     what is read of them
 * @param other what people call the program that the outputs were compared with; empty if they were
 *     not
 * @param differences of each output from what that program computes
 * @param notes what was taken for what, a sentence each
 */
public record TapAnswer(
    long examples,
    List<Site> sites,
    List<Tensor> values,
    String other,
    List<OutputDifference> differences,
    List<String> notes) {

  public TapAnswer {
    sites = List.copyOf(sites);
    values = List.copyOf(values);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /**
   * One site.
   *
   * @param site its address; of gradients with {@code @grad} behind it
   * @param measured statistics of its values, and their histogram
   * @param file where its values are written, if they are
   */
  public record Site(String site, Measured measured, Optional<String> file) {

    public Summary statistics() {
      return measured.summary();
    }

    public List<Long> shape() {
      return statistics().shape();
    }
  }
}
