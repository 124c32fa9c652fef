package dev.sonde.network.torch;

import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Elements by position: parts, permutations, scattering, and arrays of positions. */
public final class Indexing {

  private Indexing() {}

  /** {@code first, first + step, …} below {@code end} (above, if {@code step} is negative). */
  public static Array range(double first, double end, double step, ElementType type) {
    Torch.require();
    TensorOptions options = new TensorOptions(type.scalar());
    return Array.op(
        "range",
        () ->
            type.isReal()
                ? torch.torch_arange(new Scalar(first), new Scalar(end), new Scalar(step), options)
                : torch.torch_arange(
                    new Scalar((long) first),
                    new Scalar((long) end),
                    new Scalar((long) step),
                    options));
  }

  public static Array filled(double value, ElementType type, long... shape) {
    Torch.require();
    Scalar scalar = type.isReal() ? new Scalar(value) : new Scalar((long) value);
    return Array.op(
        "array of " + value,
        () -> torch.torch_full(shape, scalar, new TensorOptions(type.scalar())));
  }

  public static Array permute(Array x, long... axes) {
    return Array.op("permute", () -> x.tensor().permute(axes), x);
  }

  /** Elements {@code start, start + step, …} below {@code end} of an axis; {@code step ≥ 1}. */
  public static Array slice(Array x, int axis, long start, long end, long step) {
    return Array.op(
        "slice",
        () -> x.tensor().slice(axis, new LongOptional(start), new LongOptional(end), step),
        x);
  }

  /**
   * All windows of {@code size} elements along an axis, {@code step} apart: the axis counts
   * windows, a new last axis the elements of each. Copies nothing.
   */
  public static Array windows(Array x, int axis, long size, long step) {
    return Array.op("windows", () -> x.tensor().unfold(axis, size, step), x);
  }

  /** In reverse order along an axis. */
  public static Array reverse(Array x, int axis) {
    return Array.op("reverse", () -> x.tensor().flip(axis), x);
  }

  public static Array repeat(Array x, long... times) {
    return Array.op("repeat", () -> x.tensor().repeat(times), x);
  }

  /** Running sums along an axis. */
  public static Array cumulativeSum(Array x, int axis) {
    return Array.op("cumulativeSum", () -> x.tensor().cumsum(axis).to(x.tensor().scalar_type()), x);
  }

  /** {@code x} with {@code updates[i]} at {@code indices[i]} of the axis. */
  public static Array scatter(Array x, int axis, Array indices, Array updates) {
    return Array.op(
        "scatter",
        () -> x.tensor().scatter(axis, indices.tensor(), updates.tensor()),
        x,
        indices,
        updates);
  }

  /** As {@link #scatter}; {@code reduction} (sum, prod, amax, amin) joins it with what is there. */
  public static Array scatter(Array x, int axis, Array indices, Array updates, String reduction) {
    return Array.op(
        "scatter",
        () -> x.tensor().scatter_reduce(axis, indices.tensor(), updates.tensor(), reduction, true),
        x,
        indices,
        updates);
  }

  /**
   * The {@code count} greatest (or least) along an axis, in order, of equals the first: values and
   * positions.
   */
  public static List<Array> top(Array x, long count, int axis, boolean greatest) {
    T_TensorTensor_T[] found = new T_TensorTensor_T[1];
    Array values =
        Array.op(
            "top",
            () -> {
              found[0] = x.tensor().sort(new BoolOptional(true), axis, greatest);
              return found[0].get0();
            },
            x);
    return List.of(
        values.narrow(axis, 0, count), new Array(found[0].get1()).narrow(axis, 0, count));
  }

  /** Running products along an axis. */
  public static Array cumulativeProduct(Array x, int axis) {
    return Array.op(
        "cumulativeProduct", () -> x.tensor().cumprod(axis).to(x.tensor().scalar_type()), x);
  }

  /** Positions of elements other than zero: {@code [found × rank]}. */
  public static Array nonZero(Array x) {
    return Array.op("nonZero", () -> x.tensor().nonzero(), x);
  }

  /** The part on and above ({@code upper}) or below a diagonal of the last two axes. */
  public static Array triangle(Array x, boolean upper, long diagonal) {
    return Array.op(
        "triangle", () -> upper ? x.tensor().triu(diagonal) : x.tensor().tril(diagonal), x);
  }

  public static Array argmin(Array x, int axis) {
    return Array.op("argmin", () -> x.tensor().argmin(new LongOptional(axis), false), x);
  }

  /** A sum of products by Einstein's convention: {@code bij,bjk->bik}. */
  public static Array einstein(String equation, List<Array> inputs) {
    return Array.op(
        "einstein",
        () -> torch.einsum(equation, Functional.vector(inputs)),
        inputs.toArray(new Array[0]));
  }
}
