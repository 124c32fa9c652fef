package dev.sonde.app.serve.graph;

import dev.sonde.analysis.weights.CheckpointDiff;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.TensorDiff;
import dev.sonde.analysis.weights.TensorFacts;
import dev.sonde.app.serve.files.FileFacts;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number for each part of a network, out of the tensors in it. Each is a quotient of sums over
 * tensors, so that a module's number follows from those of its parts.
 *
 * @param values by the id of the part; parts without such tensors are left out
 * @param signed whether 0 is the middle of the scale
 */
public record GraphValues(Map<String, Double> values, String unit, boolean signed) {

  /** What stands above and below the line, of one tensor or of many. */
  private record Ratio(double above, double below) {
    Ratio and(Ratio other) {
      return new Ratio(above + other.above, below + other.below);
    }
  }

  private static final Ratio NONE = new Ratio(0, 0);

  /** √(Σx² / n) of the finite values. */
  static GraphValues rms(ModuleTree tree, FileFacts file) {
    Map<String, Ratio> ratios = new HashMap<>();
    file.summaries(file.checkpoint().tensors())
        .forEach(
            (address, s) ->
                ratios.put(address, new Ratio(s.l2() * s.l2(), s.count() - s.nan() - s.inf())));
    return new GraphValues(values(tree, ratios, true), "", false);
  }

  /** The share of output rows of matrices and kernels in which every weight is 0. */
  static GraphValues dead(ModuleTree tree, FileFacts file) {
    Map<String, Summary> summaries = file.summaries(file.checkpoint().tensors());
    Map<String, Ratio> ratios = new HashMap<>();
    for (Tensor tensor : file.checkpoint().tensors()) {
      Summary summary = summaries.get(tensor.address());
      if (summary == null || tensor.shape().rank() < 2 || tensor.count() == 0) continue;
      TensorFacts facts = TensorFacts.of(tensor, summary);
      ratios.put(
          tensor.address(), new Ratio(facts.zeroLines().zeroRows(), facts.zeroLines().rows()));
    }
    return new GraphValues(values(tree, ratios, false), "of the rows", false);
  }

  /** ‖b − a‖ / ‖a‖ from another file to this one, over the tensors that both have. */
  static GraphValues change(ModuleTree tree, FileFacts file, @Nullable FileFacts other) {
    if (other == null)
      throw HttpException.badRequest("'other' is needed: the file to compare with");
    Checkpoint before = other.checkpoint();
    Map<String, Summary> summaries = other.summaries(before.tensors());
    CheckpointDiff diff =
        CheckpointDiff.of(before, file.checkpoint(), CheckpointDiff.Settings.defaults());
    Map<String, Ratio> ratios = new HashMap<>();
    for (TensorDiff tensor : diff.tensors()) {
      Summary summary = summaries.get(tensor.name());
      if (summary == null || !Double.isFinite(tensor.relativeChange())) continue;
      double norm = summary.l2();
      double moved = tensor.relativeChange() * norm;
      ratios.put(tensor.name(), new Ratio(moved * moved, norm * norm));
    }
    return new GraphValues(values(tree, ratios, true), "of the norm", false);
  }

  private static Map<String, Double> values(
      ModuleTree tree, Map<String, Ratio> ratios, boolean root) {
    Map<String, Double> values = new LinkedHashMap<>();
    sum(tree.root, ratios, root, values);
    return values;
  }

  private static Ratio sum(
      Part part, Map<String, Ratio> ratios, boolean root, Map<String, Double> values) {
    Ratio all = own(part.tensors, ratios);
    for (Part child : part.children.values()) all = all.and(sum(child, ratios, root, values));
    double share = all.above() / all.below();
    if (all.below() > 0) values.put(part.id, root ? Math.sqrt(share) : share);
    return all;
  }

  private static Ratio own(List<String> tensors, Map<String, Ratio> ratios) {
    Ratio all = NONE;
    for (String address : tensors) all = all.and(ratios.getOrDefault(address, NONE));
    return all;
  }
}
