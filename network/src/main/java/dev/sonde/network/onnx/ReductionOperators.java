package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** One number from many. */
final class ReductionOperators {

  private ReductionOperators() {}

  static List<Operator> all() {
    List<Operator> all = new ArrayList<>();
    reduction(all, "ReduceSum", Reduction.SUM, 13);
    reduction(all, "ReduceMean", Reduction.MEAN, 18);
    reduction(all, "ReduceMax", Reduction.MAXIMUM, 18);
    reduction(all, "ReduceMin", Reduction.MINIMUM, 18);
    reduction(all, "ReduceProd", Reduction.PRODUCT, 18);
    reduction(all, "ReduceL1", Reduction.L1, 18);
    reduction(all, "ReduceL2", Reduction.L2, 18);
    reduction(all, "ReduceSumSquare", Reduction.SUM_OF_SQUARES, 18);
    reduction(all, "ReduceLogSum", Reduction.LOG_OF_SUM, 18);
    reduction(all, "ReduceLogSumExp", Reduction.LOG_OF_SUM_OF_EXP, 18);
    String attributes = "axis keepdims select_last_index";
    all.add(
        Operator.one("ArgMax", 1, Units.BY_RANK, attributes, call -> extreme(call, true))
            .counting(0));
    all.add(
        Operator.one("ArgMin", 1, Units.BY_RANK, attributes, call -> extreme(call, false))
            .counting(0));
    return all;
  }

  /**
   * @param asInput the version since which the axes are an input
   */
  private static void reduction(List<Operator> all, String name, Reduction reduction, int asInput) {
    all.add(
        Operator.one(
            name,
            1,
            Units.BY_RANK,
            "axes keepdims noop_with_empty_axes",
            call -> reduce(call, reduction, asInput)));
  }

  private static Array reduce(Call call, Reduction reduction, int asInput) {
    Array x = call.input(0);
    long[] axes =
        (call.opset() >= asInput ? call.numbers(1, "axes") : call.integers("axes"))
            .orElse(new long[0]);
    if (axes.length == 0) {
      // Nothing is joined, but squares and logarithms are still taken.
      if (call.flag("noop_with_empty_axes", false)) return reduction.of(x, axes, true);
      axes = LongStream.range(0, x.rank()).toArray();
    }
    axes = Arrays.stream(axes).map(axis -> call.axis(axis, x.rank())).distinct().toArray();
    boolean keep = call.flag("keepdims", true);
    if (reduction == Reduction.MAXIMUM || reduction == Reduction.MINIMUM) {
      if (Arrays.stream(axes).anyMatch(axis -> x.extent((int) axis) == 0)) {
        return ofNothing(x, axes, keep, reduction == Reduction.MAXIMUM);
      }
      if (x.type() == ElementType.BOOL) {
        return reduction.of(x.to(ElementType.UINT8), axes, keep).truths();
      }
    }
    if (reduction == Reduction.MEAN && !x.isReal()) {
      return reduction.of(x.to(ElementType.FLOAT64), axes, keep).to(x.type());
    }
    return reduction.of(x, axes, keep);
  }

  /** The greatest of no numbers is less than any, the least is greater. */
  private static Array ofNothing(Array x, long[] axes, boolean keep, boolean greatest) {
    long[] shape = x.shape().toArray();
    for (long axis : axes) shape[(int) axis] = 1;
    double value = greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    Array ones = Indexing.filled(x.isReal() ? value : 0, x.type(), shape);
    return Reduction.SUM.of(ones, axes, keep);
  }

  private static Array extreme(Call call, boolean greatest) {
    Array x = call.input(0);
    int axis = call.axis(call.integer("axis", 0), x.rank());
    boolean last = call.flag("select_last_index", false);
    Array from = last ? Indexing.reverse(x, axis) : x;
    Array at = greatest ? from.argmax(axis) : Indexing.argmin(from, axis);
    if (last) at = at.multiply(Array.ofIndices(new long[] {-1})).add(lastIndex(x, axis));
    return call.flag("keepdims", true) ? at.unsqueeze(axis) : at;
  }

  private static Array lastIndex(Array x, int axis) {
    return Array.ofIndices(new long[] {x.extent(axis) - 1});
  }
}
