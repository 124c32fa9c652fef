package dev.sonde.network.model;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a network treats the examples of a batch each by itself, so that batches may be cut as
 * one likes. Centring over the batch, attention from one example to another, statistics of the
 * batch itself mix them: then what stands in a row depends on which examples are beside it.
 *
 * <p>Nothing in a file says it for sure, so a few examples are run together and apart: it costs two
 * runs of as many examples.
 */
public final class Independence {

  /** Of the largest value: more than rounding makes of another size of batch. */
  private static final double NEAR = 1e-3;

  private Independence() {}

  /**
   * A value whose rows depend on their neighbours.
   *
   * @param name of the site or output
   * @param difference between together and apart, as a share of the largest value
   */
  public record Mixed(String name, double difference) {}

  /**
   * Runs examples together and apart.
   *
   * @param run the values to look at, by name, for inputs by name; the first axis of all counts
   *     examples
   * @param examples two or more, different ones if there are; a single number is for all of them
   * @return the value that differs most; empty if none does
   */
  public static Optional<Mixed> mixed(
      Function<Map<String, Array>, Map<String, Tensor>> run, Map<String, Array> examples) {
    long count = ArrayNetwork.rows(examples);
    if (count < 2) return Optional.empty();
    Map<String, Tensor> together = run.apply(examples);
    Map<String, Tensor> first = part(run, examples, 0, 1);
    Map<String, Tensor> rest = part(run, examples, 1, count - 1);
    Optional<Mixed> most = Optional.empty();
    for (Map.Entry<String, Tensor> one : together.entrySet()) {
      Tensor left = first.get(one.getKey());
      Tensor right = rest.get(one.getKey());
      if (left == null || right == null) continue;
      double apart = apart(one.getValue(), left, right);
      if (apart > NEAR && (most.isEmpty() || apart > most.get().difference())) {
        most = Optional.of(new Mixed(one.getKey(), apart));
      }
    }
    return most;
  }

  private static Map<String, Tensor> part(
      Function<Map<String, Array>, Map<String, Tensor>> run,
      Map<String, Array> examples,
      long from,
      long count) {
    try (Scope _ = new Scope()) {
      Map<String, Array> some = new LinkedHashMap<>();
      examples.forEach(
          (name, array) ->
              some.put(name, array.rank() == 0 ? array : array.narrow(0, from, count)));
      return run.apply(some);
    }
  }

  /** Values that have no row per example are none of ours: whoever needs rows says so. */
  private static double apart(Tensor together, Tensor first, Tensor rest) {
    long rows = together.shape().rank() == 0 ? 0 : together.shape().extent(0);
    boolean counted =
        rows > 1
            && first.shape().rank() > 0
            && rest.shape().rank() > 0
            && first.shape().extent(0) == 1
            && rest.shape().extent(0) == rows - 1
            && first.count() + rest.count() == together.count();
    if (!counted) return 0;
    float[] whole = together.toFloats();
    float[] left = first.toFloats();
    float[] right = rest.toFloats();
    double largest = 1e-30;
    double apart = 0;
    for (int i = 0; i < whole.length; i++) {
      double part = i < left.length ? left[i] : right[i - left.length];
      if (Double.isNaN(part) != Double.isNaN(whole[i])) return Double.POSITIVE_INFINITY;
      if (Double.isNaN(part) || part == whole[i]) continue;
      if (Double.isFinite(whole[i])) largest = Math.max(largest, Math.abs(whole[i]));
      apart = Math.max(apart, Math.abs(part - whole[i]));
    }
    for (float one : whole) if (Float.isFinite(one)) largest = Math.max(largest, Math.abs(one));
    return apart / largest;
  }
}
