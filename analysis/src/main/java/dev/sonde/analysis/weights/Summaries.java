package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Scans;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.function.LongConsumer;

/** The statistics of many tensors, in parallel over tensors and parts of tensors. */
public final class Summaries {

  private Summaries() {}

  /** Summarises each tensor; the result is the same as one by one, to the last bit. */
  public static List<Summary> of(List<Tensor> tensors, Summary.Settings settings) {
    return of(tensors, settings, ignored -> {});
  }

  /**
   * As {@link #of(List, Summary.Settings)}.
   *
   * @param progress told the number of elements that are newly done, from any thread
   */
  public static List<Summary> of(
      List<Tensor> tensors, Summary.Settings settings, LongConsumer progress) {
    return Scans.of(tensors, settings.scan(), Summary::of, progress);
  }

  /**
   * As {@link #of(List, Summary.Settings)}, with the histograms that the pass gives for nothing.
   */
  public static List<Measured> withHistograms(List<Tensor> tensors, Summary.Settings settings) {
    return Scans.of(
        tensors,
        settings.scan(),
        (tensor, scan) ->
            new Measured(
                Summary.of(tensor, scan), DyadicBins.of(scan.cells(), scan, settings.bins())));
  }
}
