package dev.sonde.app.serve.files;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.weights.CheckpointPage;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An opened checkpoint, and what has been computed of it: each statistic once, when it is first
 * asked for.
 */
public final class FileFacts {

  /** Cells of the pass that finds a tensor's limit; the picture itself is not kept. */
  private static final int PASS_CELLS = 64;

  /**
   * More tensors than these are not read twice: they wait for a pass over all that is under way.
   */
  private static final int FEW = 4;

  private final Checkpoint checkpoint;
  private final Map<String, Summary> summaries = new ConcurrentHashMap<>();
  private final Map<String, Double> limits = new ConcurrentHashMap<>();
  private CheckpointPage.@Nullable Noticed noticed;

  public FileFacts(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** What stands out, which needs all numbers once. */
  public synchronized CheckpointPage.Noticed noticed() {
    if (noticed == null) {
      noticed = CheckpointPage.noticed(checkpoint, _ -> {});
      noticed.tensors().forEach(summary -> summaries.put(summary.name(), summary));
    }
    return noticed;
  }

  /** The statistics of some tensors, by address. */
  public Map<String, Summary> summaries(List<Tensor> tensors) {
    if (missing(tensors).size() > FEW) {
      synchronized (this) {
        summarise(missing(tensors));
      }
    } else {
      summarise(missing(tensors));
    }
    Map<String, Summary> all = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      Summary summary = summaries.get(tensor.address());
      if (summary != null) all.put(tensor.address(), summary);
    }
    return all;
  }

  private List<Tensor> missing(List<Tensor> tensors) {
    List<Tensor> missing = new ArrayList<>();
    for (Tensor tensor : tensors) if (!summaries.containsKey(tensor.address())) missing.add(tensor);
    return missing;
  }

  private void summarise(List<Tensor> tensors) {
    for (Summary each : Summaries.of(tensors, Summary.Settings.defaults())) {
      summaries.put(each.name(), each);
    }
  }

  /** A size that nearly all of the tensor's values do not exceed; see {@link MatrixImage#limit}. */
  public double limit(Tensor tensor) {
    return limits.computeIfAbsent(
        tensor.address(),
        address ->
            MatrixImage.of(tensor, Settings.defaults().cells(PASS_CELLS, PASS_CELLS)).limit());
  }
}
