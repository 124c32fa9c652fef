package dev.sonde.analysis.groups;

import dev.sonde.tensor.Tensor;
import java.util.List;

/**
 * How far the finite values of two tensors lie apart: one network's weights before and after.
 * Sorted values, so exact but for {@code jensenShannon}, which is defined by its bins.
 *
 * @param wasserstein ∫|F − G|, in the unit of the values
 * @param wassersteinStd the same in standard deviations of both tensors' values together
 * @param jensenShannon the square root of the divergence to base 2, over bins that both share
 * @param kolmogorovSmirnov max|F − G|
 */
public record TensorDistances(
    double wasserstein, double wassersteinStd, double jensenShannon, double kolmogorovSmirnov) {
  /**
   * Measures; NaN if a tensor has no finite value. Takes 16 bytes per value.
   *
   * @param bins over the range of both, for {@code jensenShannon}
   */
  public static TensorDistances of(Tensor a, Tensor b, int bins) {
    if (bins < 2) throw new IllegalArgumentException(bins + " bins; at least 2");
    Samples both = Samples.of(List.of(a, b), bins, true);
    Sample x = both.runs().get(0);
    Sample y = both.runs().get(1);
    double raw = Pairwise.of(Distance.WASSERSTEIN, x, y, 1).value();
    double unit = both.pooled().std();
    return new TensorDistances(
        raw,
        raw == 0 ? 0 : raw / unit,
        Pairwise.of(Distance.JENSEN_SHANNON, x, y, 1).value(),
        Pairwise.of(Distance.KOLMOGOROV_SMIRNOV, x, y, 1).value());
  }
}
