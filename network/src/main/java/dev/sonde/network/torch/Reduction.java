package dev.sonde.network.torch;

import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** One number from all that lie along some axes. */
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
public enum Reduction {
  SUM((x, axes) -> x.sum(axes, true, new ScalarTypeOptional())),
  MEAN((x, axes) -> x.mean(axes, true, new ScalarTypeOptional())),
  MAXIMUM((x, axes) -> x.amax(axes, true)),
  MINIMUM((x, axes) -> x.amin(axes, true)),
  PRODUCT(Reduction::product),
  /** Sum of absolute values. */
  L1((x, axes) -> x.abs().sum(axes, true, new ScalarTypeOptional())),
  /** Euclidean norm. */
  L2((x, axes) -> x.square().sum(axes, true, new ScalarTypeOptional()).sqrt()),
  SUM_OF_SQUARES((x, axes) -> x.square().sum(axes, true, new ScalarTypeOptional())),
  LOG_OF_SUM((x, axes) -> x.sum(axes, true, new ScalarTypeOptional()).log()),
  LOG_OF_SUM_OF_EXP((x, axes) -> x.logsumexp(axes, true));

  private interface Function {
    Tensor apply(Tensor x, long[] axes);
  }

  private final Function function;

  Reduction(Function function) {
    this.function = function;
  }

  private static Tensor product(Tensor x, long[] axes) {
    Tensor product = x;
    for (long axis : axes) product = product.prod(axis, true, new ScalarTypeOptional());
    return product;
  }

  /**
   * @param axes all different; none leaves every element as a reduction of itself alone
   * @param keep whether the axes stay, with extent 1
   */
  public Array of(Array x, long[] axes, boolean keep) {
    String name = name().toLowerCase(Locale.ROOT);
    long[] positive = Arrays.stream(axes).map(a -> a < 0 ? a + x.rank() : a).sorted().toArray();
    if (axes.length == 0) {
      Array column = x.unsqueeze(-1);
      return Array.op(name, () -> function.apply(column.tensor(), new long[] {-1}), x).squeeze(-1);
    }
    return Array.op(
        name,
        () -> {
          Tensor reduced = function.apply(x.tensor(), positive);
          // Sums of narrow integers come out wider.
          if (reduced.scalar_type().value != x.tensor().scalar_type().value) {
            reduced = reduced.to(x.tensor().scalar_type());
          }
          return keep ? reduced : reduced.squeeze(positive);
        },
        x);
  }
}
