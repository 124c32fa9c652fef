package dev.sonde.analysis.groups;

import java.util.List;

/**
 * One tensor in all runs of all groups. Distances, effect, p and verdict are those of the chosen
 * {@link Settings#distance}; the other distances are in {@link #measures}.
 *
 * @param name the tensor's address
 * @param shape the same in all runs
 * @param dtype the elements' type, or types where the runs differ
 * @param exact whether Wasserstein and KS come from the sorted values; otherwise they come from
 *     fine bins and {@link Measure#error} bounds what that costs
 * @param scale standard deviation of all finite values of all runs: the unit of Wasserstein
 * @param nonFinite values that are NaN or infinite, over all runs; they are left out of all else
 * @param within over pairs of runs of one group
 * @param between over pairs of runs of two groups
 * @param ratio between's mean over within's
 * @param effect ω²: the share of the squared distances that the groups explain beyond chance
 * @param p of the permutation test over runs; NaN where no distance is defined
 * @param pAdjusted p after Benjamini and Hochberg's correction over all tensors compared
 * @param moments differences of the runs' means and standard deviations, per pair of groups
 * @param measures every distance, the chosen one too
 * @param runs the distribution of each run, in bins that all share
 */
public record TensorComparison(
    String name,
    List<Long> shape,
    String dtype,
    boolean exact,
    double scale,
    long nonFinite,
    Spread within,
    Spread between,
    double ratio,
    double effect,
    double p,
    double pAdjusted,
    Verdict verdict,
    List<MomentDifference> moments,
    List<Measure> measures,
    List<RunDistribution> runs) {

  public TensorComparison {
    shape = List.copyOf(shape);
    moments = List.copyOf(moments);
    measures = List.copyOf(measures);
    runs = List.copyOf(runs);
  }

  /** What one of the distances gives. */
  public Measure measure(Distance distance) {
    return measures.stream()
        .filter(m -> m.distance() == distance)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("every distance is measured"));
  }

  TensorComparison judged(double adjusted, Relabellings relabellings, Settings settings) {
    return new TensorComparison(
        name,
        shape,
        dtype,
        exact,
        scale,
        nonFinite,
        within,
        between,
        ratio,
        effect,
        p,
        adjusted,
        Verdict.of(this, adjusted, relabellings, settings),
        moments,
        measures,
        runs);
  }
}
