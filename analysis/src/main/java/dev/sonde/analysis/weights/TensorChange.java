package dev.sonde.analysis.weights;

import java.util.List;

/**
 * How one tensor changed from checkpoint A to checkpoint B. Elements that are not finite in either
 * are left out of the sums and counted.
 *
 * @param relativeChange ‖b − a‖₂ / ‖a‖₂; infinite if a is zero and b is not
 * @param cosine of the angle between a and b; NaN if one is zero
 * @param maxChange max|b − a|
 * @param unchanged share of elements that are equal to the last bit's value
 * @param wasserstein distance of the distributions of a and b, in standard deviations of a
 * @param kolmogorovSmirnov distance of the distributions of a and b
 * @param distancesExact whether both distances come from all values, not from fine cells
 * @param notFinite elements that are NaN or infinite in a or b
 */
public record TensorChange(
    String name,
    List<Long> shape,
    String dtypeA,
    String dtypeB,
    long count,
    double relativeChange,
    double cosine,
    double maxChange,
    double unchanged,
    double wasserstein,
    double kolmogorovSmirnov,
    boolean distancesExact,
    long notFinite) {

  public TensorChange {
    shape = List.copyOf(shape);
  }
}
