package dev.sonde.question.networks.tap;

import dev.sonde.analysis.weights.Measured;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Values, or gradients, at sites.
 *
 * @param examples number of examples
 * @param sites in the order in which they are computed
 * @param values of each site, {@code [examples × …]} float32; they stay on disk and are read on
 *     demand
 * @param other name of the program that the outputs were compared with; empty if they were not
 * @param differences of each output from that program's output
 * @param notes how inputs and outputs were interpreted, a sentence each
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
   * @param site its address; for gradients followed by {@code @grad}
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
