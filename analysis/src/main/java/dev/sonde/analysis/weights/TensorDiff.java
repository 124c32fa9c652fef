package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Distance;
import dev.sonde.analysis.scan.Pairs;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.tensor.Tensor;
import java.util.List;

/**
 * What changed in one tensor. Sums run over the places where both values are finite.
 *
 * @param dtypeA element type in the first checkpoint; values are compared as numbers
 * @param count the elements of each
 * @param cosine Σab / √(Σa² Σb²); NaN if one of them is all zero
 * @param relativeChange ‖b − a‖ / ‖a‖ (L2); 0 if nothing changed, ∞ if a is all zero and b is not
 * @param maxChange the largest |b − a|
 * @param unchanged the share of all places where both values are equal (two NaN are); 1 of an empty
 *     tensor
 * @param notFinite places where at least one value is NaN or infinite
 * @param wassersteinStd {@code wasserstein} in standard deviations of a; 0 if it is 0
 * @param wasserstein the first Wasserstein distance between the two distributions of finite values
 * @param wassersteinError how far it may be off; 0 if it is exact, as it is up to 16,384 elements
 *     and for 8- and 16-bit types
 * @param ks the Kolmogorov–Smirnov distance
 * @param ksError how far it may be off
 */
public record TensorDiff(
    String name,
    String dtypeA,
    String dtypeB,
    List<Long> shape,
    long count,
    double cosine,
    double relativeChange,
    double maxChange,
    double unchanged,
    long notFinite,
    double wassersteinStd,
    double wasserstein,
    double wassersteinError,
    double ks,
    double ksError) {

  public TensorDiff {
    shape = List.copyOf(shape);
  }

  static TensorDiff of(Tensor a, Tensor b, List<Long> shape, Pairs pairs, List<Scan> scans) {
    Distance distance = Distance.of(scans.get(0).cells(), scans.get(1).cells());
    double moved = distance.wasserstein();
    return new TensorDiff(
        a.address(),
        a.storedType(),
        b.storedType(),
        shape,
        a.count(),
        pairs.cosine(),
        pairs.relativeChange(),
        pairs.maxChange(),
        a.count() == 0 ? 1 : (double) pairs.same() / pairs.count(),
        pairs.notFinite(),
        moved == 0 ? 0 : moved / scans.get(0).moments().std(),
        moved,
        distance.wassersteinError(),
        distance.ks(),
        distance.ksError());
  }

  /** Larger is more change: what is not a number comes after all that is, and before nothing. */
  double order() {
    if (unchanged == 1) return -1;
    return Double.isNaN(relativeChange) ? 0 : relativeChange;
  }
}
